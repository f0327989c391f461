"""Harbor's own trajectory model and validator over an `atif` export."""

from __future__ import annotations

import json
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

from report import Report, given


def lost(before: Any, after: Any) -> list[str]:
    """Members that the model has dropped."""
    if isinstance(before, dict):
        inside = [name for key in before for name in lost(before[key], (after or {}).get(key))]
        return [key for key in before if key not in (after or {})] + inside
    if isinstance(before, list) and isinstance(after, list):
        return [name for one, other in zip(before, after) for name in lost(one, other)]
    return []


def main() -> None:
    run = given()
    sys.path.insert(0, run.source)
    from harbor.models.trajectories import Trajectory
    from harbor.utils.trajectory_validator import TrajectoryValidator

    report = Report("Harbor", version("harbor"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "trajectory.json"
        for line in run.lines("atif"):
            report.lines += 1
            session = line["session_id"]
            trajectory = Trajectory.model_validate(line)
            dropped = lost(line, trajectory.to_json_dict())
            report.check(dropped == [], f"{session}: the model drops {dropped[:3]}")
            path.write_text(json.dumps(line))
            validator = TrajectoryValidator()
            report.check(validator.validate(path), f"{session}: {validator.get_errors()}")
            for step in trajectory.steps:
                metrics = step.metrics
                if metrics is None or metrics.completion_token_ids is None:
                    continue
                counts = {len(metrics.completion_token_ids), len(metrics.logprobs or []), metrics.completion_tokens}
                report.check(len(counts) == 1, f"{session}: a step counts {counts}")
                report.trained_tokens += sum(length for _, length in (metrics.extra or {})["trained"])
    report.did("Trajectory, TrajectoryValidator")
    report.print()


if __name__ == "__main__":
    main()
