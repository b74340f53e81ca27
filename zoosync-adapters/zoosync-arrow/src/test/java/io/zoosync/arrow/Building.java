package io.zoosync.arrow;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.ExtensionTypeVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Builds a batch in a claim, value by value, with the values of another root. */
final class Building {
    private static final int BYTES = 20_000;
    private static final int ELEMENTS = 2_000;

    private Building() {}

    /** The sample columns of types that can be built in place. */
    static Schema schema() {
        return of(Samples.everything());
    }

    /** The columns of a schema that can be built in place. */
    static Schema of(Schema schema) {
        List<Field> fields = new ArrayList<>();
        for (Field field : schema.getFields()) {
            if (ColumnLayout.of(field).canBeBuiltInPlace()
                    && field.getChildren().stream()
                            .allMatch(child -> ColumnLayout.of(child).canBeBuiltInPlace())) {
                fields.add(field);
            }
        }
        return new Schema(fields);
    }

    /** A budget that is larger than the samples need. */
    static BatchBudget budget(Schema schema, int rows) {
        BatchBudget budget = BatchBudget.rows(rows);
        for (Field field : schema.getFields()) {
            budget = withField(budget, field, List.of());
        }
        return budget;
    }

    private static BatchBudget withField(BatchBudget budget, Field field, List<String> parent) {
        List<String> path = new ArrayList<>(parent);
        path.add(field.getName());
        String[] names = path.toArray(String[]::new);
        ColumnLayout layout = ColumnLayout.of(field);
        BatchBudget result = budget;
        if (layout.hasRunningOffsets()) {
            result =
                    field.getChildren().isEmpty()
                            ? budget.bytes(BYTES, names)
                            : budget.elements(ELEMENTS, names);
        }
        for (Field child : field.getChildren()) {
            result = withField(result, child, path);
        }
        return result;
    }

    static void copy(VectorSchemaRoot from, VectorSchemaRoot to) {
        for (int i = 0; i < from.getFieldVectors().size(); i++) {
            copy(from.getVector(i), to.getVector(i), from.getRowCount());
        }
        to.setRowCount(from.getRowCount());
    }

    private static void copy(FieldVector from, FieldVector to, int rows) {
        if (from instanceof ExtensionTypeVector<?> extension) {
            ValueVector underlying = ((ExtensionTypeVector<?>) to).getUnderlyingVector();
            copy((FieldVector) extension.getUnderlyingVector(), (FieldVector) underlying, rows);
        } else if (from instanceof StructVector struct) {
            copyStruct(struct, (StructVector) to, rows);
        } else if (from instanceof FixedSizeListVector list) {
            copyLists(list, (FixedSizeListVector) to, rows);
        } else if (from instanceof ListVector list) {
            copyLists(list, (ListVector) to, rows);
        } else if (from instanceof LargeListVector list) {
            copyLists(list, (LargeListVector) to, rows);
        } else if (!(from instanceof NullVector)) {
            copyValues(from, to, rows);
        }
    }

    private static void copyValues(FieldVector from, FieldVector to, int rows) {
        for (int i = 0; i < rows; i++) {
            if (i % 2 == 0 && from instanceof BaseFixedWidthVector) {
                to.copyFromSafe(i, i, from);
            } else {
                to.copyFrom(i, i, from);
            }
        }
    }

    private static void copyStruct(StructVector from, StructVector to, int rows) {
        for (int i = 0; i < from.getChildrenFromFields().size(); i++) {
            copy(from.getChildrenFromFields().get(i), to.getChildrenFromFields().get(i), rows);
        }
        for (int i = 0; i < rows; i++) {
            if (from.isNull(i)) {
                to.setNull(i);
            } else {
                to.setIndexDefined(i);
            }
        }
    }

    private static void copyLists(FixedSizeListVector from, FixedSizeListVector to, int rows) {
        for (int i = 0; i < rows; i++) {
            if (from.isNull(i)) {
                to.setNull(i);
            } else {
                to.startNewValue(i);
            }
        }
        copy(from.getDataVector(), to.getDataVector(), rows * from.getListSize());
    }

    private static void copyLists(ListVector from, ListVector to, int rows) {
        int total = 0;
        for (int i = 0; i < rows; i++) {
            if (from.isNull(i)) {
                to.setNull(i);
            } else {
                int size = from.getElementEndIndex(i) - from.getElementStartIndex(i);
                to.startNewValue(i);
                to.endValue(i, size);
                total += size;
            }
        }
        copy(from.getDataVector(), to.getDataVector(), total);
    }

    private static void copyLists(LargeListVector from, LargeListVector to, int rows) {
        int total = 0;
        for (int i = 0; i < rows; i++) {
            if (from.isNull(i)) {
                to.setNull(i);
            } else {
                long size = from.getElementEndIndex(i) - from.getElementStartIndex(i);
                to.startNewValue(i);
                to.endValue(i, size);
                total += (int) size;
            }
        }
        copy(from.getDataVector(), to.getDataVector(), total);
    }
}
