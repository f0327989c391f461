/** The part of a summary that a client takes over when it asked for one. */
export function summaryText(answer: string): string {
  const [, ...opened] = answer.split("<summary>");
  const [summary, ...closed] = opened.join("<summary>").split("</summary>");
  return (closed.length > 0 ? (summary ?? "") : answer).trim();
}
