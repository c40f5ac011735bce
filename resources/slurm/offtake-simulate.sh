#!/bin/bash
# A job of Slurm that simulates a study on several nodes: sbatch offtake-simulate.sh study.offtake 10000000
# Written after the manual of Slurm; not tested on a cluster. Submit it again after a time limit: it goes on from the
# finished blocks in the folder, which has to lie on a file system that all nodes share.
#SBATCH --job-name=offtake
#SBATCH --ntasks=64
#SBATCH --cpus-per-task=1
#SBATCH --time=01:00:00
#SBATCH --output=offtake-%j.log
set -euo pipefail
study=${1:?study}
paths=${2:-1000000}
folder=${OFFTAKE_PIECES:-$(basename "$study").pieces}
# The answer is put in place when it is whole.
srun offtake-mpi simulate "$study" --paths "$paths" --keep "$folder" --format json > "$folder.partial"
mv "$folder.partial" "$folder.json"
