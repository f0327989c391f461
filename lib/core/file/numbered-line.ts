/** A line of a body or a file, and its number from 1. */
export interface NumberedLine {
  readonly number: number;
  readonly text: string;
}
