#!/bin/sh
# Trains the models in models/ from scratch, as docs/recipes/README.md tells.
# DATA: the folder with train_cc0, train_more and benchmarks. Writes NAME-x2 and its run into OUT.
set -eu
: "${DATA:?set DATA to the folder with train_cc0, train_more and benchmarks}"
here=$(cd "$(dirname "$0")" && pwd)
acuity=${ACUITY:-$here/../../target/acuity/bin/acuity}
name=$1
case $name in
    fast-x2)
        set -- --architecture espcn-4x8 --steps 120000 --rate 2e-3 \
            --description "Quick x2 enlargement of grey images; a little softer than balanced"
        ;;
    balanced-x2)
        set -- --architecture espcn-10x16 --steps 150000 --rate 1e-3 \
            --description "The default x2 enlargement of grey images"
        ;;
    *)
        echo "there is no recipe for $name; there are fast-x2 and balanced-x2" >&2
        exit 2
        ;;
esac
exec "$acuity" train "$@" --scale 2 --batch 16 --patch 32 --final-rate 1e-6 --warmup 500 --ema 0.999 --shards 2 --seed 1 \
    --images "$DATA/train_cc0/natural" "$DATA/train_cc0/misc" "$DATA/train_more/natural" "$DATA/train_more/urban_text" \
    "$DATA/train_more/texture" \
    --license BSD-2-Clause --credits "$here/credits.txt" \
    --data "148 photographs, streets and textures under CC0, public domain and CC BY; no microscopy" \
    --evaluate "$DATA/benchmarks/Set5/x2" \
    --output "${OUT:-.}/$name" ${RESUME:+--resume "$RESUME"}
