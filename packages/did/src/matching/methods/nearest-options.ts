export interface NearestOptions {
  /** How many partners each treated row gets, if there are as many. */
  readonly ratio: number;
  /** May a control be the partner of several treated rows? */
  readonly replace: boolean;
  /** Partners farther away than this are none; `Infinity` for no limit. */
  readonly caliper: number;
}
