/**
 * Lets this process go on when its log cannot be written: whoever read it is gone, its terminal is closed, its disk is
 * full. Such a failure would else be an uncaught one, and whoever logs those fails anew with each, for ever.
 */
export function outliveLog() {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
}
