import { createHash } from "node:crypto";
import type {
  AddressHealth,
  ChatRender,
  Engine,
  EngineEvent,
  EngineHealth,
  EngineStanding,
  GenerateRequest,
} from "./engine";
import { EngineError } from "./engine-error";

/** How long an address that broke is passed over, in ms. After that it is tried again. */
const REST_MS = 5_000;

/** So many sessions that moved are remembered; one that is forgotten goes where its name leads. */
const MOST_MOVED = 10_000;

/** One of the addresses, and until when it is passed over. */
interface Replica {
  readonly engine: Engine;
  restsUntil: number;
}

/**
 * Several addresses that serve the same model as one engine. A session stays with one of them, whose prefix cache holds
 * its history; which one, its routing key tells on every recorder alike. It moves when that address breaks, and stays
 * where it moved to. A generation that was sent is never sent twice: only one that no address took goes on to the next.
 *
 * @param engines of one kind, at least one. One alone is that engine.
 */
export function withAddresses(engines: readonly [Engine, ...Engine[]], now = Date.now): Engine {
  const [first] = engines;
  if (engines.length === 1) return first;
  const addresses = engines.map((engine): Replica => ({ engine, restsUntil: 0 }));
  const moved = new Map<string, Replica>();
  const candidates = (routingKey: string): readonly Replica[] => {
    const home = moved.get(routingKey);
    const byName = addresses.toSorted((a, b) => weight(routingKey, b) - weight(routingKey, a));
    const ordered = home === undefined ? byName : [home, ...byName.filter((address) => address !== home)];
    // Those that rest come last: better to be refused by one of them than to try none.
    const isUp = (address: Replica): boolean => address.restsUntil <= now();
    return [...ordered.filter(isUp), ...ordered.filter((address) => !isUp(address))];
  };
  const settle = (routingKey: string, address: Replica): void => {
    moved.delete(routingKey);
    moved.set(routingKey, address);
    const [oldest] = moved.keys();
    if (moved.size > MOST_MOVED && oldest !== undefined) moved.delete(oldest);
  };
  return {
    ...first,
    url: engines.map(({ url }) => url).join(", "),
    async *generate(request): AsyncGenerator<EngineEvent, void, undefined> {
      const order = candidates(request.routingKey);
      for (const [place, address] of order.entries()) {
        settle(request.routingKey, address);
        try {
          yield* generateAt(address, request);
          return;
        } catch (error) {
          if (!(error instanceof EngineError) || error.kind !== "unreachable") throw error;
          address.restsUntil = now() + REST_MS;
          moved.delete(request.routingKey);
          if (!error.isUnsent || place === order.length - 1) throw error;
        }
      }
    },
    ...(first.renderChat && { renderChat: (request) => renderAtAny(engines, request) }),
    standing: () => standingOfAll(engines),
    health: (signal) => healthOfAll(engines, signal),
  };
}

/** Alike engines are set up alike: the first that refuses something speaks for all. */
function standingOfAll(engines: readonly Engine[]): EngineStanding {
  const standings = engines.map((engine) => engine.standing?.() ?? {});
  return standings.find(({ refuses }) => refuses !== undefined) ?? {};
}

async function* generateAt(
  address: Replica,
  request: GenerateRequest,
): AsyncGenerator<EngineEvent, void, undefined> {
  const { engine } = address;
  for await (const event of engine.generate(request)) {
    yield event.type === "tokens" ? event : { ...event, facts: { ...event.facts, address: engine.url } };
  }
}

/** All serve the same template: the first that can be reached renders. */
async function renderAtAny(engines: readonly Engine[], request: ChatRender): Promise<Int32Array> {
  let unreachable: unknown;
  for (const { renderChat } of engines) {
    try {
      if (renderChat !== undefined) return await renderChat(request);
    } catch (error) {
      if (!(error instanceof EngineError) || error.kind !== "unreachable") throw error;
      unreachable = error;
    }
  }
  throw unreachable;
}

/** Which of the addresses a key leads to: the heaviest. Taking one away moves none but its own keys. */
function weight(routingKey: string, { engine }: Replica): number {
  return createHash("sha256").update(`${routingKey}\0${engine.url}`).digest().readUInt32BE();
}

/** Ready while any address is; the context is the shortest that one of them serves. */
async function healthOfAll(engines: readonly Engine[], signal: AbortSignal): Promise<EngineHealth> {
  const all = await Promise.all(
    engines.map(async (engine) => ({ url: engine.url, health: await engine.health(signal) })),
  );
  const ready = all.filter(({ health }) => health.ok);
  const contexts = ready.flatMap(({ health }) => health.contextTokens ?? []);
  const probe = all.find(({ health }) => health.probe !== undefined)?.health.probe;
  const addresses = all.map(
    ({ url, health }): AddressHealth => ({ url, ok: health.ok, detail: health.detail }),
  );
  return {
    ok: ready.length > 0,
    detail: `${ready.length} of ${all.length} addresses are ready: ${addresses.map(({ detail }) => detail).join(" ")}`,
    contextTokens: contexts.length === 0 ? null : Math.min(...contexts),
    addresses,
    ...(probe && { probe }),
  };
}
