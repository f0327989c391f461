import { createHash } from "node:crypto";
import { groupBy } from "@/lib/core/base/group-by";
import { canonicalJson } from "@/lib/core/json/canonical-json";
import type { SampleLedger, TrainedSample } from "@/lib/core/recording/sample-ledger";
import { signDigest } from "@/lib/export/sample-digest";

/** A sample that was trained, as a manifest names it. */
type ManifestSample = {
  readonly session: string;
  readonly sample: number;
  readonly policy: string;
  readonly digest: string;
  readonly trained_tokens: number;
};

/** What went into one version of the weights. */
export interface Manifest {
  readonly type: "turntree-manifest-1";
  readonly run: string;
  readonly weights: string;
  /** The weights that they were made from, and the digest of their manifest; null for the first. */
  readonly previous: { readonly weights: string; readonly digest: string } | null;
  readonly steps: readonly {
    readonly step: number;
    readonly trained_at: number;
    readonly samples: readonly ManifestSample[];
  }[];
  readonly samples: number;
  readonly trained_tokens: number;
  /** SHA-256 over the canonical JSON of all other fields but the signature, hex. */
  readonly digest: string;
  /** HMAC-SHA-256 of the digest under the server's signing key, hex. */
  readonly signature?: string;
}

/**
 * The manifests of a run up to some weights, the first trained first. Each holds the digest of the one before, so that
 * the last stands for everything that ever went into its weights. Empty when the run has no such weights.
 *
 * @param weights the last one; null for all that there are.
 */
export async function manifestsOf(
  ledger: SampleLedger,
  run: string,
  weights: string | null,
  signingKey: string | null,
): Promise<readonly Manifest[]> {
  const order = await ledger.weightsOf(run);
  const last = weights === null ? order.length - 1 : order.indexOf(weights);
  const made: Manifest[] = [];
  for (const version of order.slice(0, last + 1)) {
    const before = made.at(-1);
    const previous = before === undefined ? null : { weights: before.weights, digest: before.digest };
    const trained = await ledger.trained({ run, weights: version });
    made.push(manifestOf({ run, weights: version, previous }, trained, signingKey));
  }
  return made;
}

function manifestOf(
  head: Pick<Manifest, "run" | "weights" | "previous">,
  trained: readonly TrainedSample[],
  signingKey: string | null,
): Manifest {
  const steps = groupBy(trained, ({ step }) => step);
  const body = {
    type: "turntree-manifest-1" as const,
    ...head,
    steps: Array.from(steps, ([step, samples]) => ({
      step,
      trained_at: samples[0]?.trainedAt ?? 0,
      samples: samples.map(({ session, sample, policy, digest, trainedTokens }) => ({
        session,
        sample,
        policy,
        digest,
        trained_tokens: trainedTokens,
      })),
    })),
    samples: trained.length,
    trained_tokens: trained.reduce((sum, { trainedTokens }) => sum + trainedTokens, 0),
  };
  const digest = createHash("sha256").update(canonicalJson(body)).digest("hex");
  return {
    ...body,
    digest,
    ...(signingKey === null ? {} : { signature: signDigest(digest, signingKey) }),
  };
}
