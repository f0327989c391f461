export type StoryLine = "main" | "sub";

/** The mark of a step, as it stands in the text of an answer or of a user's request. */
export function stepMark(line: StoryLine, step: number): string {
  return `[${line}-${step}]`;
}

/** How far a line of the story has come, read from a prompt; null when the prompt does not belong to it. */
export function lastStep(line: StoryLine, prompt: string): number | null {
  const steps = Array.from(prompt.matchAll(new RegExp(`\\[${line}-(\\d+)\\]`, "g")), (match) =>
    Number(match[1]),
  );
  return steps.length === 0 ? null : Math.max(...steps);
}
