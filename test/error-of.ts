import { CeterisError } from "../packages/core/src/errors.ts";

/** The error that a call must end in. */
export function errorOf(call: () => unknown): CeterisError {
  try {
    call();
  } catch (error) {
    if (error instanceof CeterisError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
