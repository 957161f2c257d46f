import type { Catalogue } from '../catalogue.ts';

export const workers: Catalogue = {
  // diagnose.ts
  'The diagnosis': '诊断',
  'Two workers ended while they diagnosed this host.': '诊断这台主机时，先后有两个 worker 退出。',
  'Look into their logs for job {0}, and whether they ran out of memory.':
    '请在这两个 worker 的日志里查任务 {0}，并确认它们是否内存耗尽。',
  // run-flow.ts
  '{0} was not done after {1} s and was stopped.': '{0}在 {1} 秒内没有完成，已停止。',
  'See whether {0} answers at all: ferryman doctor. Then run again.':
    '请用 ferryman doctor 确认 {0} 是否有响应，然后再运行一次。',
  'each host': '各台主机',
  'Ferryman itself failed: {0}.': 'Ferryman 自身出错：{0}。',
  "The worker's log has the rest under job {0}.": '详情见 worker 日志中的任务 {0}。',
  // thread.ts
  'It was asked {0} ago, and no worker could take it within {1} minutes.':
    '该请求于 {0}前发起，{1} 分钟内没有 worker 能够接手。',
  'It was asked {0} ago, and the worker that did it ended; no other one took over within {1} minutes.':
    '该请求于 {0}前发起，执行它的 worker 已退出；{1} 分钟内没有其他 worker 接手。',
  'A worker is here now: run again if you still want to know.':
    '现在已有 worker：如仍需要结果，请再运行一次。',
  'This worker has to stop.': '这个 worker 必须停止。',
  'Another one does the job.': '任务会由另一个 worker 完成。',
};
