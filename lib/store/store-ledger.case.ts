import { describe, expect, it } from "vitest";
import type { FeedCandidate, LeaseTerms, SampleLedger } from "@/lib/core/recording/sample-ledger";
import { LedgerError } from "@/lib/store/ledger/ledger-error";
import type { Store } from "./store";

const TERMS: LeaseTerms = { run: "mine", now: 1_000, expiresAt: 2_000, again: false };

function candidate(session: string, digest = "d"): FeedCandidate {
  return { session, sample: 0, digest, policy: "strict", trainedTokens: 7 };
}

/** Leases a sample that is there to be leased. */
async function leaseOf(ledger: SampleLedger, session: string, terms = TERMS): Promise<string> {
  const lease = await ledger.lease(candidate(session), terms);
  if (lease === null) throw new Error(`${session} is not to be had.`);
  return lease.lease;
}

/** What every store keeps of samples that trainers were given. */
export function storeLedgerCases(open: () => Promise<{ store: Store; reopen(): Promise<Store> }>): void {
  describe("the ledger", () => {
    const opened = async () => {
      const { store, reopen } = await open();
      return { ledger: store.ledger, other: (await reopen()).ledger };
    };
    const step = (leases: readonly string[], at = 61, released: readonly string[] = []) => ({
      step: at,
      weights: `W${at}`,
      leases,
      released,
      now: 1_500,
    });

    it("gives a sample to one alone, however many ask at once", async () => {
      const { ledger, other } = await opened();
      const asked = await Promise.all(
        [ledger, other, ledger, other].map((one) => one.lease(candidate("s"), TERMS)),
      );
      expect(asked.filter((lease) => lease !== null)).toHaveLength(1);
    });

    it("gives it to another when its lease has ended, and the first's word counts no more", async () => {
      const { ledger, other } = await opened();
      const first = await leaseOf(ledger, "s");
      const later = { ...TERMS, now: 2_000, expiresAt: 3_000 };
      const second = await leaseOf(other, "s", later);
      await expect(ledger.enter(step([first]))).rejects.toThrow(LedgerError);
      expect(await ledger.enter(step([second]))).toBe("mine");
    });

    it("takes a step from whoever is late while nobody else has the sample", async () => {
      const { ledger } = await opened();
      const lease = await leaseOf(ledger, "s");
      await ledger.enter({ ...step([lease]), now: 9_000 });
      expect(await ledger.trained({ run: "mine" })).toEqual([
        { ...candidate("s"), step: 61, weights: "W61", trainedAt: 9_000 },
      ]);
    });

    it("gives a trained sample once more only when that is said, and to another run as it is", async () => {
      const { ledger } = await opened();
      await ledger.enter(step([await leaseOf(ledger, "s")]));
      const later = { ...TERMS, now: 5_000, expiresAt: 6_000 };
      expect(await ledger.lease(candidate("s"), later)).toBeNull();
      expect(await ledger.lease(candidate("s"), { ...later, run: "theirs" })).not.toBeNull();
      const again = await leaseOf(ledger, "s", { ...later, again: true });
      expect(await ledger.lease(candidate("s"), { ...later, again: true })).toBeNull();
      await ledger.enter(step([again], 62));
      expect((await ledger.trained({ run: "mine" })).map(({ weights }) => weights)).toEqual(["W61", "W62"]);
    });

    it("enters a step whole or not at all, and once however often it is said", async () => {
      const { ledger } = await opened();
      const [a, b] = [await leaseOf(ledger, "a"), await leaseOf(ledger, "b")];
      await expect(ledger.enter(step([a, "never-given"]))).rejects.toThrow(/no lease "never-given"/);
      expect(await ledger.trained({ run: "mine" })).toEqual([]);
      await ledger.enter(step([a]));
      await ledger.enter(step([a]));
      await expect(ledger.enter(step([a, b], 62))).rejects.toThrow(
        /trained in step 61 into the weights "W61"/,
      );
      expect(await ledger.trained({ run: "mine" })).toHaveLength(1);
    });

    it("takes samples back untrained, and gives them to the next", async () => {
      const { ledger } = await opened();
      const [a, b] = [await leaseOf(ledger, "a"), await leaseOf(ledger, "b")];
      await ledger.enter(step([a], 61, [b]));
      expect(await ledger.trained({ run: "mine", session: "b" })).toEqual([]);
      expect(await ledger.lease(candidate("b"), TERMS)).not.toBeNull();
    });

    it("refuses leases of two runs, and weights after which others were trained", async () => {
      const { ledger } = await opened();
      const theirs = await leaseOf(ledger, "a", { ...TERMS, run: "theirs" });
      const [a, b, c] = [await leaseOf(ledger, "a"), await leaseOf(ledger, "b"), await leaseOf(ledger, "c")];
      await expect(ledger.enter(step([a, theirs]))).rejects.toThrow(/of the runs "mine" and "theirs"/);
      await ledger.enter(step([a]));
      await ledger.enter(step([b], 62));
      await expect(ledger.enter(step([c]))).rejects.toThrow(/"W61" are complete: "W62"/);
      expect(await ledger.weightsOf("mine")).toEqual(["W61", "W62"]);
      expect(await ledger.runs()).toEqual(["mine"]);
    });
  });
}
