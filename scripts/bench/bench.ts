/** One line of what `pnpm bench` prints. */
export interface BenchRow {
  readonly name: string;
  readonly seconds: number;
  /** Program compared with, its version and threads; null where it is not installed. */
  readonly reference: string | null;
  readonly referenceSeconds: number | null;
  /** referenceSeconds / seconds: how many times faster this is. */
  readonly ratio: number | null;
  readonly rowsPerSecond?: number;
  /** Of `seconds`, what defining the panel took. */
  readonly panelSeconds?: number;
  /** Peak memory while estimating, in units of the input columns. */
  readonly peakOverInput?: number;
  /** Relative difference of the two standard errors. */
  readonly stdErrorDiffers?: number;
}

export interface Bench {
  readonly name: string;
  run(): Promise<readonly BenchRow[]>;
}
