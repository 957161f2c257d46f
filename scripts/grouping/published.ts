/**
 * Drain's grouping accuracy on the samples of loghub, as its authors publish it (github.com/logpai/logparser, logparser/Drain,
 * "Benchmark"; the average is that of Zhu et al. 2019). They set depth, likeness and regular expressions for each system.
 */
export const published: Readonly<Record<string, number>> = {
  HDFS: 0.9975,
  Hadoop: 0.9475,
  Spark: 0.92,
  Zookeeper: 0.9665,
  BGL: 0.9625,
  HPC: 0.887,
  Thunderbird: 0.955,
  Windows: 0.997,
  Linux: 0.69,
  Android: 0.911,
  HealthApp: 0.78,
  Apache: 1,
  Proxifier: 0.5265,
  OpenSSH: 0.7875,
  OpenStack: 0.7325,
  Mac: 0.7865,
};
