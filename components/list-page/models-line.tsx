/** A model that calls may name. */
export interface ShownModel {
  readonly name: string;
  readonly engine: string;
  readonly trains: boolean;
  readonly isDraining: boolean;
}

/** The models that the server serves, each with its engine and its state. Says nothing where there is one. */
export function ModelsLine({ models }: { readonly models: readonly ShownModel[] }) {
  if (models.length < 2) return null;
  return (
    <p data-testid="models" className="text-sm text-ink-2">
      Models: {models.map(modelWords).join("; ")}.
    </p>
  );
}

/** @example modelWords({ name: "judge", engine: "vllm", trains: false, isDraining: true }); // "judge (vllm, does not train, is being drained)" */
export function modelWords({ name, engine, trains, isDraining }: ShownModel): string {
  const state = [trains ? null : "does not train", isDraining ? "is being drained" : null];
  return `${name} (${[engine, ...state].filter((word) => word !== null).join(", ")})`;
}
