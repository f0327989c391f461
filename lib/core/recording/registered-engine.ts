import type { JsonObject } from "@/lib/core/json/json-value";

/** A model that was registered while recorders ran. */
export interface RegisteredEngine {
  readonly model: string;
  /** Who serves it and how, as lib/settings/engine-entry.ts reads it. */
  readonly entry: JsonObject;
  /** Whether it takes no new sessions. */
  readonly isDraining: boolean;
  /** Milliseconds since 1970. */
  readonly addedAt: number;
}

/** The registered engines, the same for every recorder of the database. */
export interface EngineRegistry {
  /** In the order of the models' names. */
  list(): Promise<readonly RegisteredEngine[]>;
  /** False where a model of this name is there already. */
  add(model: string, entry: JsonObject): Promise<boolean>;
  /** False where there is no such model. */
  setDraining(model: string, isDraining: boolean): Promise<boolean>;
  /** False where there is no such model. */
  remove(model: string): Promise<boolean>;
}
