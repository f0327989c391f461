import { errorMessage } from "@/lib/core/base/error-message";
import type { JsonObject } from "@/lib/core/json/json-value";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { EngineRegistry } from "@/lib/core/recording/registered-engine";
import { type EngineEntry, engineEntrySchema } from "@/lib/settings/engine-entry";
import type { LoadedModel, ModelLoader } from "./model-loader";
import type { ServedModel } from "./served-model";

/** How long what the database said of registered engines holds, in ms: another recorder may have changed it. */
const FRESH_MS = 1_000;

/** What becomes of a change to the registered engines. */
export type RegistryAnswer = "done" | "unknown" | "taken" | "fixed";

/** The models beside that of the settings. */
interface OtherModels {
  readonly fixed: readonly ServedModel[];
  readonly registry: EngineRegistry;
  readonly loader: ModelLoader;
}

/** The models of one recorder: that of its settings, those of its file, and those that were registered at any. */
export class ServedModels {
  private readonly loaded = new Map<string, Promise<LoadedModel>>();
  private registered: readonly ServedModel[] = [];
  private reading: Promise<void> | null = null;
  private freshUntil = 0;

  private readonly listeners = new Set<() => void>();
  private readonly fixed: readonly ServedModel[];

  /**
   * @param own The model of the settings.
   * @param others Those of the file, and where models are registered; null: there is no other model.
   */
  constructor(
    readonly own: ServedModel,
    private readonly others: OtherModels | null = null,
    private readonly now: () => number = Date.now,
  ) {
    this.fixed = others?.fixed ?? [];
  }

  /** All models: that of the settings, then those of the file, then those that were registered. */
  async all(): Promise<readonly ServedModel[]> {
    const { others } = this;
    if (others !== null && this.now() >= this.freshUntil) {
      this.reading ??= this.read(others).finally(() => {
        this.reading = null;
      });
      await this.reading;
    }
    return this.known;
  }

  /** The models that were known when they were last looked for. */
  get known(): readonly ServedModel[] {
    return [this.own, ...this.fixed, ...this.registered];
  }

  /** What is registered is read anew before the next call: another thread has changed it. */
  refresh(): void {
    this.freshUntil = 0;
  }

  /** Calls back after each change that is made here. */
  listen(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** The model of this name; null where there is none. */
  async named(name: string | null): Promise<ServedModel | null> {
    return (await this.all()).find((served) => served.name === name) ?? null;
  }

  /** The model of a call: the one that it names, else the one that its session names, else that of the settings. */
  async chosen(called: string | null, session: string): Promise<ServedModel> {
    return (await this.named(called)) ?? (await this.named(session)) ?? this.own;
  }

  /** Registers a model. Throws where its tokenizer cannot be loaded. */
  async add(entry: EngineEntry): Promise<RegistryAnswer> {
    const { others } = this;
    if (others === null || this.isFixed(entry.model)) return "taken";
    await this.load(entry, others);
    return this.changed(await others.registry.add(entry.model, jsonOf(entry)), "taken");
  }

  async setDraining(name: string, isDraining: boolean): Promise<RegistryAnswer> {
    if (this.others === null || this.isFixed(name)) return "fixed";
    return this.changed(await this.others.registry.setDraining(name, isDraining), "unknown");
  }

  async remove(name: string): Promise<RegistryAnswer> {
    if (this.others === null || this.isFixed(name)) return "fixed";
    return this.changed(await this.others.registry.remove(name), "unknown");
  }

  private isFixed(name: string): boolean {
    return [this.own, ...this.fixed].some((served) => served.name === name);
  }

  private changed(isChanged: boolean, otherwise: RegistryAnswer): RegistryAnswer {
    this.refresh();
    if (isChanged) for (const listener of this.listeners) listener();
    return isChanged ? "done" : otherwise;
  }

  /** One that cannot be loaded here is not served here, and the log says why. */
  private async read(others: OtherModels): Promise<void> {
    const rows = await others.registry.list();
    const models = await Promise.all(
      rows.map(async ({ model, entry, isDraining }): Promise<readonly ServedModel[]> => {
        try {
          const loaded = await this.load(engineEntrySchema.parse(entry), others);
          return this.isFixed(model) ? [] : [{ ...loaded, from: "api", isDraining }];
        } catch (error) {
          console.error(`The registered model ${model} cannot be served here: ${errorMessage(error)}`);
          return [];
        }
      }),
    );
    this.registered = models.flat();
    this.freshUntil = this.now() + FRESH_MS;
  }

  /** An entry is loaded once, so that what was learned of its engine stays known. */
  private load(entry: EngineEntry, { loader }: OtherModels): Promise<LoadedModel> {
    const key = stringifyJson(jsonOf(entry));
    const held = this.loaded.get(key);
    if (held !== undefined) return held;
    const loading = loader.load(entry);
    this.loaded.set(key, loading);
    loading.catch(() => this.loaded.delete(key));
    return loading;
  }
}

/** An entry without what it does not say. */
function jsonOf(entry: EngineEntry): JsonObject {
  const said = Object.entries(entry).flatMap(([name, value]) => (value == null ? [] : [[name, value]]));
  return Object.fromEntries(said);
}
