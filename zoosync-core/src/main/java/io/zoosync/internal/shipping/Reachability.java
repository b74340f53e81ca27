package io.zoosync.internal.shipping;

import io.zoosync.internal.classfile.ClassFile;
import io.zoosync.internal.classfile.Member;
import io.zoosync.internal.classfile.Use;
import java.io.Externalizable;
import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Finds the static fields that a function may read, among those of the classes that are shipped.
 *
 * <p>It follows calls from method to method, as rapid type analysis does (Bacon and Sweeney, 1996):
 * a call that depends on the receiver's class may arrive at any class that is instantiated by a
 * method that can be reached, or of which an object travels. Methods that code outside of the
 * bundle may call, because a supertype there has one of that name, count as called. Reflection is
 * not followed, but that a class whose literal is used counts as used whole.
 *
 * <p>Final fields are left out: workers run the initialisers of the classes, which set them. So are
 * those that the compiler made.
 */
final class Reachability {
    private final Bundle bundle;
    private final Hierarchy hierarchy;
    private final Set<Member> reached = new HashSet<>();
    private final Set<String> initialised = new HashSet<>();
    private final Set<String> instantiated = new LinkedHashSet<>();
    private final Set<String> objects = new HashSet<>();
    private final Set<String> called = new HashSet<>();
    private final Set<StaticField> fields = new LinkedHashSet<>();
    private final Deque<ClassFile.Method> toFollow = new ArrayDeque<>();

    Reachability(Bundle bundle) {
        this.bundle = bundle;
        this.hierarchy = new Hierarchy(bundle);
    }

    /** One that begins with what another has found, and then goes its own way. */
    Reachability(Reachability other, Bundle bundle) {
        this(bundle);
        reached.addAll(other.reached);
        initialised.addAll(other.initialised);
        instantiated.addAll(other.instantiated);
        objects.addAll(other.objects);
        called.addAll(other.called);
        fields.addAll(other.fields);
    }

    /** The fields found so far. */
    Set<StaticField> fields() {
        return fields;
    }

    /** Whether nothing would be found if an object of the class were added. */
    boolean hasObject(Class<?> type) {
        String name = type.getName().replace('.', '/');
        return bundle.get(name) == null || objects.contains(name);
    }

    /** Whether nothing would be found if the lambda were added. */
    boolean hasLambda(SerializedLambda lambda) {
        return bundle.get(lambda.getCapturingClass()) == null
                        && bundle.get(lambda.getImplClass()) == null
                || reached.contains(implementation(lambda));
    }

    /** Adds a class of which an object travels, and all that it reaches. */
    void addObject(Class<?> type) {
        String name = type.getName().replace('.', '/');
        ShippedClass shipped = bundle.get(name);
        if (shipped != null && objects.add(name)) {
            instantiate(name);
            if (!type.isInterface()) {
                reachConstructors(constructedByReading(type));
            }
            follow();
        }
    }

    private void reachConstructors(Class<?> type) {
        ShippedClass shipped = bundle.get(type.getName().replace('.', '/'));
        if (shipped != null) {
            for (ClassFile.Method method : shipped.file().methods()) {
                if (method.member().name().equals("<init>")) {
                    reach(method);
                }
            }
        }
    }

    /** The class whose constructor runs when an object is read; the others' do not. */
    private static Class<?> constructedByReading(Class<?> type) {
        Class<?> constructed = type;
        if (!type.isRecord() && !Externalizable.class.isAssignableFrom(type)) {
            while (Serializable.class.isAssignableFrom(constructed)) {
                constructed = constructed.getSuperclass();
            }
        }
        return constructed;
    }

    /** Adds a lambda that travels, and all that it reaches. */
    void addLambda(SerializedLambda lambda) {
        initialise(lambda.getCapturingClass());
        instantiate(lambda.getFunctionalInterfaceClass());
        Member member = implementation(lambda);
        switch (lambda.getImplMethodKind()) {
            case MethodHandleInfo.REF_invokeVirtual, MethodHandleInfo.REF_invokeInterface ->
                    callVirtual(member);
            case MethodHandleInfo.REF_newInvokeSpecial -> {
                instantiate(member.owner());
                call(member);
            }
            default -> call(member);
        }
        follow();
    }

    private static Member implementation(SerializedLambda lambda) {
        return new Member(
                lambda.getImplClass(), lambda.getImplMethodName(), lambda.getImplMethodSignature());
    }

    private void follow() {
        while (!toFollow.isEmpty()) {
            ClassFile.Method method = toFollow.remove();
            for (Use use : bundle.get(method.member().owner()).file().uses(method)) {
                follow(use.kind(), use.member());
            }
        }
    }

    private void follow(Use.Kind kind, Member member) {
        switch (kind) {
            case READ_STATIC -> read(member);
            case WRITE_STATIC -> initialise(member.owner());
            case CALL_STATIC, CALL_SPECIAL -> call(member);
            case CALL_VIRTUAL -> callVirtual(member);
            case CREATE, IMPLEMENT -> instantiate(member.owner());
            case LITERAL -> useWhole(member.owner());
        }
    }

    private void read(Member member) {
        for (String owner : hierarchy.of(member.owner())) {
            ShippedClass shipped = bundle.get(owner);
            int flags = shipped.file().fieldFlags(member);
            if (flags >= 0) {
                initialise(owner);
                if ((flags & (ClassFile.FINAL | ClassFile.SYNTHETIC)) == 0) {
                    fields.add(StaticField.of(shipped.type(), member.name()));
                }
                return;
            }
        }
    }

    private void call(Member member) {
        for (String owner : hierarchy.of(member.owner())) {
            ClassFile.Method method = bundle.get(owner).file().method(member);
            if (method != null) {
                initialise(owner);
                reach(method);
                return;
            }
        }
    }

    private void callVirtual(Member member) {
        call(member);
        if (called.add(member.name() + member.descriptor())) {
            for (String name : new ArrayList<>(instantiated)) {
                for (String owner : hierarchy.of(name)) {
                    ClassFile.Method method = bundle.get(owner).file().method(member);
                    if (method != null) {
                        reach(method);
                    }
                }
            }
        }
    }

    private void instantiate(String name) {
        if (bundle.get(name) == null || !instantiated.add(name)) {
            return;
        }
        initialise(name);
        Set<String> callable = hierarchy.callableFromOutside(name);
        for (String owner : hierarchy.of(name)) {
            for (ClassFile.Method method : bundle.get(owner).file().methods()) {
                Member member = method.member();
                if ((method.flags() & ClassFile.STATIC) == 0
                        && (callable.contains(member.name())
                                || called.contains(member.name() + member.descriptor()))) {
                    reach(method);
                }
            }
        }
    }

    private void useWhole(String name) {
        ShippedClass shipped = bundle.get(name);
        if (shipped != null) {
            instantiate(name);
            shipped.file().methods().forEach(this::reach);
        }
    }

    private void initialise(String name) {
        if (bundle.get(name) == null || !initialised.add(name)) {
            return;
        }
        for (String owner : hierarchy.of(name)) {
            ClassFile.Method initialiser =
                    bundle.get(owner).file().method(new Member(owner, "<clinit>", "()V"));
            if (initialiser != null) {
                reach(initialiser);
            }
        }
    }

    private void reach(ClassFile.Method method) {
        if (method.codeLength() > 0 && reached.add(method.member())) {
            toFollow.add(method);
        }
    }
}
