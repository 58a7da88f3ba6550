/** Exit codes of the program. */
export const EXIT = { done: 0, defect: 1, input: 2, strict: 3, interrupted: 130 } as const;
