/**
 * Flags of Node for a process that answers; `npm start` names the same. Young objects live in the space that the first one
 * widens: the usual 16 MB make answers of 90 kB wait for the garbage collector a quarter of their time. Old ones are collected
 * by the second when they have grown by three quarters: left to itself, Node waits until they are four times as many, and
 * what hostile questions leave behind fills that. The third has one thread look for what is garbage while the hub answers;
 * the usual four, on a machine of two processors, leave whoever answers a third of its own time.
 */
export const NODE_FLAGS = ["--max-semi-space-size=32", "--heap-growing-percent=75", "--concurrent-marking-max-worker-num=1"] as const;
