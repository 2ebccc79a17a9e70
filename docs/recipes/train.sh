#!/bin/sh
# Trains the models in models/ from scratch, as docs/recipes/README.md tells.
# DATA: the folder with train_cc0, train_more and benchmarks. Writes NAME-xS and its run into OUT.
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
    fast-x3 | fast-x4)
        set -- --architecture espcn-4x8 --start fast-x2 --steps 100000 --rate 2e-3 \
            --description "Quick ${name#*-} enlargement of grey images; a little softer than balanced"
        ;;
    balanced-x3 | balanced-x4)
        set -- --architecture espcn-10x16 --start balanced-x2 --steps 100000 --rate 1e-3 \
            --description "The default ${name#*-} enlargement of grey images"
        ;;
    *)
        echo "there is no recipe for $name; there are fast and balanced, -x2, -x3 and -x4" >&2
        exit 2
        ;;
esac
exec "$acuity" train "$@" --scale "${name#*-x}" --batch 16 --patch 32 --final-rate 1e-6 --warmup 500 --ema 0.999 --shards 2 --seed 1 \
    --images "$DATA/train_cc0/natural" "$DATA/train_cc0/misc" "$DATA/train_more/natural" "$DATA/train_more/urban_text" \
    "$DATA/train_more/texture" \
    --license BSD-2-Clause --credits "$here/credits.txt" \
    --data "148 photographs, streets and textures under CC0, public domain and CC BY; no microscopy" \
    --evaluate "$DATA/benchmarks/Set5/${name#*-}" \
    --output "${OUT:-.}/$name" ${RESUME:+--resume "$RESUME"}
