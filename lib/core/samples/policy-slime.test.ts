import { runPolicyCases } from "./policy.case";

runPolicyCases("slime", {
  "a session that goes on": { samples: ["c|TTcT"] },
  "two branches of one answer": { samples: ["c|TTcT", "c|eecT"] },
  "an answer whose end drifts, before a short answer": {
    samples: ["c|rrcT"],
    lost: ["2 of turn 1 realigned by turn 2"],
  },
  "an answer whose end drifts, before a long answer": { samples: ["c|TT", "cecc|TTTT"] },
  "a long answer that drifts from its first token": {
    samples: ["c|rrrrcT"],
    lost: ["4 of turn 1 realigned by turn 2"],
  },
  "drift before the answer": { samples: ["cc|TT", "ccccc|T"] },
  "a drift in one branch and a clean other": {
    samples: ["c|rrcT", "c|eecT"],
    lost: ["2 of turn 1 realigned by turn 2"],
  },
  "a short answer that the client rewrote": { samples: ["ccc|T"], lost: ["2 of turn 1 dropped merged_away"] },
  "an answer without log-probs": { samples: ["c|TTcT"] },
  "an answer with one unknown log-prob": { samples: ["c|TTcT"] },
  "an answer that could not be proven": { samples: ["c|TTcT"] },
  "an answer that never arrived, and the retry": {
    samples: ["c|TT"],
    lost: ["2 of turn 1 refused undelivered"],
  },
  "an undelivered answer that was echoed all the same": { samples: ["c|TTcT"] },
  "an answer that arrived in part": { samples: ["c|TTcT"] },
  "a title call": { samples: ["c|TT"], lost: ["2 of turn 1 dropped auxiliary"] },
  "an answer that was cut, with a closer after it": { samples: ["c|TTscT"] },
  "an answer whose ids nobody knows, between two whose ids are known": { samples: ["c|TTcccT"] },
  "a realigned answer before an answer that forks": {
    samples: ["c|rrcT", "cccccc|TTT"],
    lost: ["2 of turn 1 realigned by turn 2"],
  },
  "another tool list": { samples: ["c|TTcT"] },
});
