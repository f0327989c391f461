/** A trainer whose own code reads the exports. */
export interface Trainer {
  readonly id: string;
  /** The program beside this file that runs it. */
  readonly program: string;
  /**
   * Where its code comes from: the environment that requirements.txt describes, a package of which the source alone is
   * taken (what it needs to run asks for a GPU), or a source tree that an environment variable names.
   */
  readonly code:
    | { readonly kind: "environment" }
    | { readonly kind: "source"; readonly package: string; readonly version: string }
    | { readonly kind: "tree"; readonly variable: string };
}

/** Every trainer that `npm run test:trainers` runs, in the order of its table. */
export const TRAINERS: readonly Trainer[] = [
  { id: "trl", program: "check_trl.py", code: { kind: "environment" } },
  { id: "verl", program: "check_verl.py", code: { kind: "source", package: "verl", version: "0.9.1" } },
  { id: "skyrl", program: "check_skyrl.py", code: { kind: "source", package: "skyrl", version: "0.4.0" } },
  { id: "areal", program: "check_areal.py", code: { kind: "source", package: "areal", version: "1.0.4" } },
  { id: "tinker", program: "check_tinker.py", code: { kind: "environment" } },
  {
    id: "harbor",
    program: "check_harbor.py",
    code: { kind: "source", package: "harbor", version: "0.26.0" },
  },
  { id: "packed", program: "check_packed.py", code: { kind: "environment" } },
  { id: "datasets", program: "check_datasets.py", code: { kind: "environment" } },
  { id: "slime", program: "check_slime.py", code: { kind: "tree", variable: "SLIME_SRC" } },
  { id: "miles", program: "check_miles.py", code: { kind: "tree", variable: "MILES_SRC" } },
  { id: "prime-rl", program: "check_prime_rl.py", code: { kind: "tree", variable: "PRIME_RL_SRC" } },
];
