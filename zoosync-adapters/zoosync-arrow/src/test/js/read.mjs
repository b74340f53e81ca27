// Reads an Arrow IPC stream and prints its rows as JSON, one array for each column.
//   node read.mjs FILE
import { readFileSync } from 'node:fs';
import { DataType, RecordBatchReader } from 'apache-arrow';

const hex = (bytes) => Buffer.from(bytes).toString('hex');

function doubleBits(value) {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, value);
    return view.getBigUint64(0).toString(16);
}

/** The bytes of a fixed-width value as they lie in the stream. */
function rawBytes(vector, row) {
    const { values, stride } = vector.data[0];
    const element = values.subarray(row * stride, (row + 1) * stride);
    return new Uint8Array(element.buffer, element.byteOffset, element.byteLength);
}

function scalar(type, value) {
    if (value === null || value === undefined) return null;
    if (DataType.isBool(type)) return String(value);
    if (DataType.isInt(type)) return value.toString();
    if (DataType.isFloat(type)) return doubleBits(value);
    if (DataType.isUtf8(type) || DataType.isLargeUtf8(type)) return value;
    return hex(value);
}

function cell(vector, row) {
    const type = vector.type;
    if (DataType.isUnion(type)) return union(vector, row);
    const value = vector.get(row);
    if (value === null) return null;
    if (DataType.isDictionary(type)) return scalar(type.dictionary, value);
    if (DataType.isList(type) || DataType.isFixedSizeList(type)) return column(value);
    if (DataType.isStruct(type)) {
        return type.children.map((_, child) => cell(vector.getChildAt(child), row));
    }
    if (DataType.isMap(type)) {
        const [key, item] = type.children[0].type.children.map((field) => field.type);
        return [...value].map(([k, v]) => [scalar(key, k), scalar(item, v)]);
    }
    const isPlain =
        DataType.isBool(type) || DataType.isInt(type) || DataType.isFloat(type) ||
        DataType.isUtf8(type) || DataType.isLargeUtf8(type) ||
        DataType.isBinary(type) || DataType.isLargeBinary(type);
    return isPlain ? scalar(type, value) : hex(rawBytes(vector, row));
}

function union(vector, row) {
    const data = vector.data[0];
    const child = data.type.typeIdToChildIndex[data.typeIds[row]];
    return scalar(data.type.children[child].type, vector.get(row));
}

function column(vector) {
    return Array.from({ length: vector.length }, (_, row) => cell(vector, row));
}

const batches = [];
for (const batch of RecordBatchReader.from(readFileSync(process.argv[2]))) {
    batches.push(
        batch.schema.fields.map((field, i) => ({
            name: field.name,
            values: column(batch.getChildAt(i)),
        })),
    );
}
console.log(JSON.stringify(batches));
