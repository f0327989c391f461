"""slime's own sample, conversion, batch and loss over a `slime` export. It is in no package: its source tree is named."""

from __future__ import annotations

import json
import sys
import tempfile
from argparse import Namespace
from typing import Any

import torch
import torch.distributed
from report import Given, Report, given, is_scored
from stand_ins import stand_in_for
from tiny_model import TinyModel

Line = dict[str, Any]

#: slime's own defaults, for GRPO with the engine's log-probs.
SETTINGS = {
    **{"reward_key": None, "advantage_estimator": "grpo", "rewards_normalization": True},
    **{"grpo_std_normalization": True, "n_samples_per_prompt": 1, "rollout_batch_size": 1, "rollout_top_p": 1.0},
    **{"micro_batch_size": 1, "use_dynamic_batch_size": False, "max_tokens_per_gpu": None, "balance_data": False},
    **{"balance_by_flops": False, "global_batch_size": 1, "allgather_cp": False, "log_probs_chunk_size": -1},
    **{"entropy_coef": 0.0, "use_rollout_logprobs": True, "kl_coef": 0, "custom_advantage_function_path": None},
    **{"use_opd": False, "normalize_advantages": False, "use_opsm": False, "eps_clip": 0.2, "eps_clip_high": 0.2},
    **{"eps_clip_c": None, "get_mismatch_metrics": True, "use_tis": False, "custom_tis_function_path": None},
    **{"tis_clip": 2.0, "tis_clip_low": 0.0, "calculate_per_token_loss": False, "use_kl_loss": False},
    **{"use_unbiased_kl": False, "loss_type": "policy_loss", "recompute_loss_function": False},
    **{"custom_pg_loss_reducer_function_path": None, "custom": None},
}
BATCH = ["tokens", "loss_masks", "total_lengths", "response_lengths", "rollout_log_probs", "advantages"]


def session_of(line: Line) -> str:
    return line["metadata"]["turntree"]["session"]


class Slime:
    def __init__(self, run: Given) -> None:
        sys.path.insert(0, run.source)
        stand_in_for("megatron", "sglang", "sglang_router", "ray", "wandb", "mooncake")
        import ray
        from megatron.core import mpu

        alone = {"context_parallel": (1, 0), "tensor_model_parallel": (1, 0), "data_parallel": (1, 0)}
        for name, (size, rank) in alone.items():
            getattr(mpu, f"get_{name}_world_size").return_value = size
            getattr(mpu, f"get_{name}_rank").return_value = rank
        mpu.is_pipeline_last_stage.return_value = True
        mpu.get_context_parallel_group.return_value = None
        ray.remote = lambda *given_to_ray, **_: given_to_ray[0] if callable(given_to_ray[:1] and given_to_ray[0]) else lambda made: made
        ray.put = lambda value: value
        from slime.backends.megatron_utils import data, loss
        from slime.observability.rollout_data_utils import validate_rollout_id_annotated
        from slime.ray.rollout import RolloutManager
        from slime.utils import accelerator
        from slime.utils.types import Sample

        with tempfile.NamedTemporaryFile(delete=False) as meeting:
            torch.distributed.init_process_group("gloo", init_method=f"file://{meeting.name}", rank=0, world_size=1)
        mpu.get_tensor_model_parallel_group.return_value = torch.distributed.group.WORLD
        mpu.get_data_parallel_group.return_value = torch.distributed.group.WORLD
        accelerator.device = accelerator.current_device = lambda *_: torch.device("cpu")
        self.sample, self.validate, self.data, self.loss = Sample, validate_rollout_id_annotated, data, loss
        self.settings = Namespace(rollout_temperature=run.temperature, **SETTINGS)
        self.manager = object.__new__(RolloutManager)
        self.manager.__dict__.update(
            args=self.settings,
            custom_reward_post_process_func=None,
            custom_convert_samples_to_train_data_func=None,
            train_parallel_config={"dp_size": 1, "cp_size": 1, "vpp_size": 1, "microbatch_group_size_per_vp_stage": 1},
        )

    def converted(self, samples: list[Any]) -> tuple[Line, Line]:
        """The samples as slime's manager gives them to its actor."""
        data = self.manager._convert_samples_to_train_data(samples)
        self.settings.global_batch_size = len(set(data["rollout_ids"]))
        [rank] = self.manager._split_train_data_by_dp(data)
        return data, getattr(rank, "inner", rank)


def check_session(slime: Slime, model: TinyModel, session: str, samples: list[Any], report: Report) -> None:
    slime.validate([[samples]])
    data, rank = slime.converted(samples)
    report.check(len(set(data["rollout_ids"])) == 1, f"{session}: rollouts {data['rollout_ids']}")
    rank["rewards"] = [1.0] * len(rank["tokens"])
    slime.loss.compute_advantages_and_returns(slime.settings, rank)
    batches = slime.data.DataIterator(rank, rank["micro_batch_indices"])
    for _ in rank["micro_batch_indices"]:
        batch = slime.data.get_batch(batches, [*BATCH, "rollout_mask_sums"], pad_multiplier=8)
        [length], [ids] = batch["total_lengths"], batch["unconcat_tokens"]
        if is_scored(session, length):
            check_batch(slime, model, session, batch, ids.tolist(), report)
    report.did("Sample, rollout validation, conversion, batch, policy loss")


def check_batch(slime: Slime, model: TinyModel, session: str, batch: Line, ids: list[int], report: Report) -> None:
    mapped = torch.tensor(model.mapped(ids))
    padding = batch["tokens"].shape[1] - len(ids)
    logits = torch.nn.functional.pad(model.logits(ids)[None], (0, 0, 0, padding)).requires_grad_(True)
    batch["unconcat_tokens"] = [mapped]
    lengths = {name: batch[name] for name in ("total_lengths", "response_lengths")}
    _, scores = slime.loss.get_log_probs_and_entropy(
        logits, args=slime.settings, unconcat_tokens=[mapped], with_entropy=False, **lengths
    )
    [mask] = batch["loss_masks"]
    report.log_probs(session, scores["log_probs"][0], batch["rollout_log_probs"][0], mask)
    loss, *_ = slime.loss.loss_function(slime.settings, batch, 1, 1, logits)
    loss.backward()
    rows = torch.zeros(logits.shape[:2])
    start = len(ids) - batch["response_lengths"][0]
    rows[0, start - 1 : len(ids) - 1] = mask.float()
    report.gradient(session, logits, rows)


def main() -> None:
    run = given()
    slime, model = Slime(run), TinyModel.of(run.vocabulary)
    report = Report("slime", "source tree")
    sessions: dict[str, list[Any]] = {}
    for line in run.lines("slime"):
        report.lines += 1
        sample = slime.sample.from_dict(line)
        again = json.loads(json.dumps(sample.to_dict()))
        changed = [name for name in line if again[name] != line[name]]
        report.check(changed == [], f"{session_of(line)}: from_dict changes {changed}")
        # The manager wants a number of every sample; where none was given it is the trainer's to set.
        if isinstance(sample.reward, float):
            sessions.setdefault(session_of(line), []).append(sample)
    for session, samples in sessions.items():
        check_session(slime, model, session, samples, report)
    report.print()


if __name__ == "__main__":
    main()
