/** Arrays of numbers in the slots of a queue, written and read in place. */
module io.zoosync.arrays {
    requires transitive io.zoosync;

    exports io.zoosync.arrays;
}
