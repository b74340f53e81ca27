/*
 * How all models here are written.
 *
 * A model is made of steps: STEP(NAME, what is done). A step is one access to shared memory that
 * others can notice, with what only its own process can notice around it, and it happens at once.
 * Between two steps every other process may do any number of its own.
 *
 * Instead of any step its process may be killed: it does nothing more, ever. That its life byte is
 * unlocked is part of the same moment. Nothing is lost by this: a process that was killed and whose
 * byte is still locked cannot be told from one that is merely slow, and every process may be slow
 * between any two steps.
 *
 * A process that must survive, so that something can be said about what it finds, has `mortal` 0.
 *
 * docs/models.md says for each NAME which line of Java it stands for; models/check compares the two
 * lists. Variables that begin with `ghost` exist in the model only: they record what has happened,
 * for the assertions, and no step depends on them.
 */
#define STEP(name, ...) \
    if \
    :: atomic { __VA_ARGS__ } \
    :: atomic { mortal -> goto killed } \
    fi
