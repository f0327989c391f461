/**
 * Whether nothing in a group trains, whatever it sampled: at least two rewards, all alike, and none still to come.
 *
 * @param rewards of the sessions that take part.
 * @param isOver whether no session of the group is open.
 * @example
 * isDeadGroup([1, 1, 1], true); // true: each advantage is 0
 */
export function isDeadGroup(rewards: readonly number[], isOver: boolean): boolean {
  return isOver && rewards.length > 1 && rewards.every((reward) => reward === rewards[0]);
}
