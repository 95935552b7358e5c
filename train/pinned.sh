# Read by the programs of train/: what makes a training run give the same bytes on every x86-64 with AVX2.
# One thread; the vector code of the year 2013 in every library, whatever the processor has beyond it.
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1
export OPENBLAS_CORETYPE=Haswell ATEN_CPU_CAPABILITY=avx2 DNNL_MAX_CPU_ISA=AVX2 ONEDNN_MAX_CPU_ISA=AVX2
export PYTHONHASHSEED=0 LC_ALL=C
