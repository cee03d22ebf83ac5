"""Times one guided step (batch 2, 512²) of Stable Diffusion 1.5's UNet in another program. Prints one line of JSON.

    python run_peer.py PEER MODEL_FOLDER EXPORTED_FOLDER THREADS STEPS

PEER: onnxruntime, pytorch-fp32, pytorch-bf16, openvino-fp32, openvino-bf16. MODEL_FOLDER is a diffusers folder, and
EXPORTED_FOLDER what export_unet.py wrote. The first step is not counted.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

Step = Callable[[dict[str, np.ndarray]], object]


def open_onnxruntime(_: Path, exported: Path, threads: int) -> Step:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = onnxruntime.InferenceSession(exported / "unet.onnx", options, providers=["CPUExecutionProvider"])
    return lambda inputs: session.run(None, inputs)


def open_pytorch(model: Path, threads: int, bf16: bool) -> Step:
    import torch
    from diffusers import UNet2DConditionModel

    torch.set_num_threads(threads)
    dtype = torch.bfloat16 if bf16 else torch.float32
    unet = UNet2DConditionModel.from_pretrained(model / "unet", torch_dtype=dtype).eval()
    unet = unet.to(memory_format=torch.channels_last)

    def step(inputs: dict[str, np.ndarray]) -> object:
        sample, timestep, context = (
            torch.from_numpy(np.asarray(inputs[name])).to(dtype) for name in ("sample", "timestep", "context")
        )
        with torch.inference_mode():
            return unet(sample, timestep, context, return_dict=False)[0].float().numpy()

    return step


def open_openvino(exported: Path, threads: int, precision: str) -> Step:
    import openvino

    core = openvino.Core()
    settings = {"INFERENCE_NUM_THREADS": threads, "INFERENCE_PRECISION_HINT": precision, "PERFORMANCE_HINT": "LATENCY"}
    graph = core.read_model(exported / "unet.onnx")
    # Known shapes let it choose its kernels when it loads.
    graph.reshape({"sample": [2, 4, 64, 64], "context": [2, 77, 768]})
    compiled = core.compile_model(graph, "CPU", settings)
    return lambda inputs: compiled(inputs)[0]


def open_peer(name: str, model: Path, exported: Path, threads: int) -> Step:
    if name == "onnxruntime":
        return open_onnxruntime(model, exported, threads)
    if name.startswith("pytorch"):
        return open_pytorch(model, threads, name.endswith("bf16"))
    return open_openvino(exported, threads, "bf16" if name.endswith("bf16") else "f32")


def peak_megabytes() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))


def main(name: str, model: Path, exported: Path, threads: int, steps: int) -> None:
    start = time.perf_counter()
    step = open_peer(name, model, exported, threads)
    load = time.perf_counter() - start
    rng = np.random.default_rng(0)
    inputs = {
        "sample": rng.standard_normal((2, 4, 64, 64), dtype=np.float32),
        "timestep": np.array(500, dtype=np.float32),
        "context": rng.standard_normal((2, 77, 768), dtype=np.float32),
    }
    step(inputs)
    first = time.perf_counter() - start
    seconds, processor = [], []
    for _ in range(steps):
        wall, cpu = time.perf_counter(), time.process_time()
        step(inputs)
        seconds.append(time.perf_counter() - wall)
        processor.append(time.process_time() - cpu)
    result = {"load": load, "firstStep": first, "seconds": seconds, "cpuSeconds": processor}
    print(json.dumps({**result, "peakMegabytes": peak_megabytes()}))


if __name__ == "__main__":
    peer, folder, graphs, cores, count = sys.argv[1:6]
    main(peer, Path(folder), Path(graphs), int(cores), int(count))
