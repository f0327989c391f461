/** What agents do at once. */
export interface Load {
  /** Of chat completions, each with `{session}` in it; sessions are spread over them. */
  readonly urls: readonly string[];
  /** What the names of its sessions begin with. */
  readonly name: string;
  readonly sessions: number;
  readonly turns: number;
  /** New text of each turn. */
  readonly bytes: number;
  /** A session makes its first turn, and begins no other after so long: a slow machine plays less and not longer. */
  readonly seconds: number;
}

/** What it took, in ms but for `seconds`. */
export interface LoadTimes {
  readonly seconds: number;
  /** Of each turn. */
  readonly turns: readonly number[];
  /** Of the first turn of each session. */
  readonly first: readonly number[];
  /** What calls were answered that were not answered well; each ended its session. */
  readonly failures: readonly string[];
}
