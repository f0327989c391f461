import { describe, expect, it } from "vitest";
import { GuessLimiter } from "./guess-limiter";

/** A limiter over a clock that the test turns. */
function limited() {
  let now = 0;
  const limiter = new GuessLimiter(() => now);
  const takes = (address: string, times: number) =>
    Array.from({ length: times }, () => limiter.take(address));
  const pass = (ms: number): void => {
    now += ms;
  };
  return { limiter, takes, pass };
}

describe("guesses", () => {
  it("are looked at ten at once, then one every three seconds", () => {
    const { takes, pass } = limited();
    expect(takes("1.2.3.4", 12)).toEqual([...Array(10).fill(0), 3000, 3000]);
    pass(3000);
    expect(takes("1.2.3.4", 2)).toEqual([0, 3000]);
    pass(1_000_000);
    expect(takes("1.2.3.4", 11)).toEqual([...Array(10).fill(0), 3000]);
  });

  it("are counted for each address, of IPv6 for each network of a machine", () => {
    const { takes } = limited();
    takes("1.2.3.4", 10);
    expect(takes("1.2.3.5", 1)).toEqual([0]);
    takes("2001:db8:1:2:3:4:5:6", 10);
    expect(takes("2001:db8:1:2::9", 1)).toEqual([3000]);
    expect(takes("2001:db8:1:3::9", 1)).toEqual([0]);
  });

  it("are forgotten of who knew the token", () => {
    const { limiter, takes } = limited();
    takes("::1", 10);
    limiter.forget("::1");
    expect(takes("::1", 1)).toEqual([0]);
  });

  it("of a million addresses take no more memory than those of ten thousand", () => {
    const { limiter, takes } = limited();
    for (let address = 0; address < 50_000; address++) takes(`a${address}`, 1);
    expect(limiter.size).toBe(10_000);
  });
});
