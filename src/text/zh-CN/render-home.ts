import type { Catalogue } from '../catalogue.ts';

export const renderHome: Catalogue = {
  // slack/home.ts
  'Diagnose…': '诊断…',
  'Search hosts and findings': '搜索主机和诊断结果',
  'A name, a site, a tag, words of a finding; Enter searches': '主机名、站点、标签或结果中的文字；按回车搜索',
  'Waiting for your approval': '等待你批准',
  'Running now': '正在执行',
  'Found lately': '最近的发现',
  Hosts: '主机',
  'No host is called anything like “{0}”.': '没有与「{0}」相近的主机。',
  '1 more host: search for it above.': '还有 1 台主机：请在上面搜索。',
  '{0} more hosts: search for them above.': '还有 {0} 台主机：请在上面搜索。',
  'not diagnosed lately': '近期没有诊断过',
  'Reading the log of {0}': '正在读取 {0} 的日志',
  'Planning a fix of {0}': '正在为 {0} 制定修复方案',
  'Changing {0}': '正在变更 {0}',
  'good until {0}': '有效期至 {0}',
  'A change of {0}': '对 {0} 的变更',
};
