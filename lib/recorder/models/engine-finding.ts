/** One thing that was looked at. `no`: it is not there, and calls go on without it. `fault`: something has to be done. */
export interface EngineFinding {
  readonly what: string;
  readonly state: "ok" | "no" | "fault";
  /** What was seen, and of a fault what to do; one or two sentences, or a few words. */
  readonly words: string;
}
