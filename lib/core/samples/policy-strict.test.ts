import { runPolicyCases } from "./policy.case";

runPolicyCases("strict", {
  "a session that goes on": { samples: ["c|TTcT"] },
  "two branches of one answer": { samples: ["c|TTcT", "c|eecT"] },
  "an answer whose end drifts, before a short answer": { samples: ["c|TT", "cecc|T"] },
  "an answer whose end drifts, before a long answer": { samples: ["c|TT", "cecc|TTTT"] },
  "a long answer that drifts from its first token": { samples: ["c|TTTT", "cccccc|T"] },
  "drift before the answer": { samples: ["cc|TT", "ccccc|T"] },
  "a drift in one branch and a clean other": { samples: ["c|TT", "cecc|T", "c|eecT"] },
  "a short answer that the client rewrote": { samples: ["c|TT", "ccc|T"] },
  "an answer without log-probs": { samples: ["c|TTcx"], lost: ["1 of turn 2 refused no_log_probs"] },
  "an answer with one unknown log-prob": { samples: ["c|TxcT"], lost: ["1 of turn 1 refused no_log_probs"] },
  "an answer that could not be proven": {
    samples: ["c|TTcx"],
    lost: ["1 of turn 2 refused engine_count_disagrees"],
  },
  "an answer that never arrived, and the retry": {
    samples: ["c|TT"],
    lost: ["2 of turn 1 refused undelivered"],
  },
  "an undelivered answer that was echoed all the same": { samples: ["c|TTcT"] },
  "an answer that arrived in part": { samples: ["c|TT"], lost: ["1 of turn 2 refused partly_delivered"] },
  "a title call": { samples: ["c|TT"], lost: ["2 of turn 1 dropped auxiliary"] },
  "an answer that was cut, with a closer after it": { samples: ["c|TTscT"] },
  "an answer whose ids nobody knows, between two whose ids are known": { samples: ["c|TTcccT"] },
  "a realigned answer before an answer that forks": { samples: ["c|TT", "cecc|T", "cecccc|TTT"] },
  "another tool list": { samples: ["c|TT", "cccc|T"] },
});
