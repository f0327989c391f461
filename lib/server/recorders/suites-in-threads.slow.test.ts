import { suitesInThreads } from "@/test/recorder/suites-in-threads";

suitesInThreads([
  "delivery",
  "retries",
  "lifecycle",
  "joined-retries",
  "interrupted-answer",
  "interrupted-engine",
  "responses-by-id",
  "engine-sentinel",
  "engine-contradicts",
  "capacity",
  "call/admit-call",
  "call/pass-through",
  "models/served-models",
]);
