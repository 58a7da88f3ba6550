/** Both tails by absolute value, or twice the smaller of the two tails. */
export type WildTails = "symmetric" | "equal-tailed";
