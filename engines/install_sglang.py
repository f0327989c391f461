"""usage, with the Python of an environment of its own: install_sglang.py

SGLang for a processor with AVX-512 and without AMX: its own pins but the packages that a GPU needs. Its compiled
sglang-kernel needs CUDA; `stand_ins/` takes its place.
"""

import os
import subprocess
import sys

VERSION = "0.5.23"
TORCH = ("torch==2.14.1", "torchvision==0.29.1")

requirements = os.path.join(os.path.dirname(os.path.abspath(__file__)), "sglang_requirements.txt")


def pip(*words):
    subprocess.run([sys.executable, "-m", "pip", *words], check=True)


pip("install", "--quiet", "--no-compile", *TORCH)
pip("install", "--quiet", "--no-compile", "-r", requirements, TORCH[0])
pip("install", "--quiet", "--no-compile", "--no-deps", f"sglang=={VERSION}")
