import type { Context, Span, TextMapPropagator, Tracer } from "@opentelemetry/api";
import type { CallSpan, SpanFacts, StageName, StageSpan } from "./call-span";

type Api = typeof import("@opentelemetry/api");

/** What spans are made with. */
interface SpanMaking {
  readonly api: Api;
  readonly tracer: Tracer;
  readonly propagator: TextMapPropagator;
  readonly holdsContent: boolean;
}

/** A call's span, of the kind that the conventions give to calls of a model. Its stages are spans below it. */
export class OtelCallSpan implements CallSpan {
  readonly holdsContent: boolean;
  readonly #span: Span;
  readonly #context: Context;

  constructor(
    private readonly making: SpanMaking,
    parent: Context,
  ) {
    const { api, tracer, holdsContent } = making;
    this.holdsContent = holdsContent;
    this.#span = tracer.startSpan("chat", { kind: api.SpanKind.CLIENT }, parent);
    this.#context = api.trace.setSpan(parent, this.#span);
  }

  get isKept(): boolean {
    return this.#span.isRecording();
  }

  rename(name: string): void {
    this.#span.updateName(name);
  }

  tell(facts: SpanFacts): void {
    tell(this.#span, facts);
  }

  begin(stage: StageName): StageSpan {
    const { api, tracer, propagator } = this.making;
    const kind = stage === "engine" ? api.SpanKind.CLIENT : api.SpanKind.INTERNAL;
    // The SDK takes a small number for one of this clock.
    const began = performance.now();
    const span = tracer.startSpan(stage, { kind }, this.#context);
    const headers: Record<string, string> = {};
    propagator.inject(api.trace.setSpan(this.#context, span), headers, api.defaultTextMapSetter);
    return {
      headers,
      tell: (facts) => tell(span, facts),
      mark: (event, afterMs) => span.addEvent(event, began + afterMs),
      end: (failure) => {
        if (failure !== undefined) fail(api, span, failure);
        span.end();
      },
    };
  }

  fail(failure: string): void {
    fail(this.making.api, this.#span, failure);
  }

  end(): void {
    if (this.#span.isRecording()) this.#span.end();
  }
}

function tell(span: Span, facts: SpanFacts): void {
  for (const [name, value] of Object.entries(facts)) {
    span.setAttribute(name, typeof value === "object" ? [...value] : value);
  }
}

/** The words of a failure may hold what was said: its kind alone is told. */
function fail(api: Api, span: Span, failure: string): void {
  span.setAttribute("error.type", failure);
  span.setStatus({ code: api.SpanStatusCode.ERROR });
}
