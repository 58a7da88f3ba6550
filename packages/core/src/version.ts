/** Version of ceteris; a test keeps it equal to that of every package. */
export const VERSION = "0.1.0";
