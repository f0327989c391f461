let last = 0;

/** Now, in milliseconds since 1970, and later than the moment before: requests that name no time never share one. */
export function nextMoment(): number {
  last = Math.max(Date.now(), last + 1);
  return last;
}
