/** The work was done and found something wrong: exit 1. */
export class CheckFailed extends Error {
  override readonly name = "CheckFailed";
}
