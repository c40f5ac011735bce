#!/bin/bash
# A job of Slurm for offtake-mpi over several nodes; its arguments are those of offtake-mpi but for --keep and --format:
#   sbatch offtake-mpi.sh simulate study.offtake --paths 10000000
#   sbatch offtake-mpi.sh sweep study.offtake --vary study.horizon=24:120:96 --metric lcoc
# Written after the manual of Slurm; not tested on a cluster. Submit it again after a time limit or the loss of a node: it goes
# on from the finished pieces in its folder, which has to lie on a file system that all nodes share. The answer is put beside
# the folder when it is whole. OFFTAKE_KEEP names another folder: one for each study and each set of arguments.
#SBATCH --job-name=offtake
#SBATCH --ntasks=64
#SBATCH --cpus-per-task=1
#SBATCH --time=01:00:00
#SBATCH --output=offtake-%j.log
set -euo pipefail
command=${1:?simulate or sweep}
study=${2:?study}
keep=${OFFTAKE_KEEP:-$(basename "$study").$command}
srun offtake-mpi "$@" --keep "$keep" --format json > "$keep.partial"
mv "$keep.partial" "$keep.json"
