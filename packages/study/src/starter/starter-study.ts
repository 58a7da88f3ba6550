import type { Language } from "@ceteris/core";

/** A commented study file to start from, on the data of `starterData`. */
export function starterStudy(lang: Language): string {
  return lang === "zh" ? CHINESE : ENGLISH;
}

const ENGLISH = `# A first study. Check it, then run it:
#
#   ceteris check study.yaml
#   ceteris run study.yaml
#
# and open output/index.html. Then put your own data in place of panel.csv, and your own
# columns in place of the names below. Every key is explained in docs/study-file.md.

title: The pilot policy and public services

data:
  # CSV, Excel, Stata, Parquet and others; the path counts from this file.
  file: panel.csv
  # Rows to keep, for example: year >= 2013 and province not in ('P01', 'P02')
  # where: year >= 2013

panel:
  unit: city
  time: year
  # Who is treated when. One of:
  #   { group: pilot, start: 2016 }   a 0/1 column of treated units, one common start
  #   { cohort: first_year }          a column with each unit's first treated period
  #   { treat: policy }               a 0/1 column that is already unit × period
  treatment: { group: pilot, start: 2016 }

# A composite index of several indicators becomes the outcome. Leave this part out if the
# outcome is a column of your data, and name that column under model.
index:
  name: services
  label: Public services
  method: entropy
  # Ranges and weights come from the cities without the policy, so that the policy does not move
  # the scale on which it is measured. Common practice takes all rows: range: pooled.
  range: controls
  indicators:
    - { name: buses, direction: positive, label: "Buses per 10,000" }
    - { name: clinics, direction: positive, label: "Clinics per 100,000" }
    - { name: libraries, direction: positive, label: "Libraries per 100,000" }
    # More complaints are worse services.
    - { name: complaints, direction: negative, label: "Complaints per 10,000" }

model:
  outcome: services
  controls: [gdp, population]
  # Standard errors clustered at the level at which the policy was given.
  cluster: [city]

# What is done, in this order. Delete a step to leave it out.
steps:
  describe:
  baseline:
    # One column for each control that is added.
    stepwise: true
  eventStudy:
    # Effects are measured from the last year before the policy.
    base: -1
  # Where treatment starts at different times (cohort above), estimators that use no treated
  # unit as a control, beside two-way fixed effects:
  # staggered:
  #   estimators: [twfe, att-gt, sunab, imputation]
  honest:
    # How far trends may differ before the effect is lost (Rambachan and Roth 2023).
  placebo:
    draws: 500
  psmDid:
    # Cities are matched on the year before the policy, so that no covariate was moved by it.
    design: baseline
    baseline: 2015
    match: radius
    caliper: 0.05

# Names for tables and charts.
labels:
  city: City
  year: Year
  did: Pilot × after
  gdp: GDP per head, log
  population: Population, million

output: output
seed: 1
`;

const CHINESE = `# 第一个研究。先检查，再运行：
#
#   ceteris check study.yaml
#   ceteris run study.yaml --lang zh
#
# 然后打开 output/index.html。把 panel.csv 换成自己的数据，把下面的列名换成自己的列名即可。
# 所有的键见 docs/study-file.md。

title: 试点政策与公共服务

data:
  # CSV、Excel、Stata、Parquet等；路径从本文件算起。
  file: panel.csv
  # 要保留的行，例如：year >= 2013 and province not in ('P01', 'P02')
  # where: year >= 2013

panel:
  unit: city
  time: year
  # 谁在何时受到处理，三选一：
  #   { group: pilot, start: 2016 }   处理组的0/1列，共同的起始年份
  #   { cohort: first_year }          每个个体首次受处理的时期
  #   { treat: policy }               已经是“个体×时期”的0/1列
  treatment: { group: pilot, start: 2016 }

# 由多个指标合成的指数作为被解释变量。如果数据里已有被解释变量，删去这一段，在model里写它的列名。
index:
  name: services
  label: 公共服务水平
  method: entropy
  # 极值和权重由没有政策的城市算得，政策便不会改变衡量其效应的尺度；文献中常用全部样本（range: pooled）。
  range: controls
  indicators:
    - { name: buses, direction: positive, label: 每万人公共汽车 }
    - { name: clinics, direction: positive, label: 每十万人诊所 }
    - { name: libraries, direction: positive, label: 每十万人图书馆 }
    # 投诉越多，服务越差。
    - { name: complaints, direction: negative, label: 每万人投诉 }

model:
  outcome: services
  controls: [gdp, population]
  # 标准误聚类到政策分配的层级。
  cluster: [city]

# 依次完成的步骤；不需要的步骤可以删去。
steps:
  describe:
  baseline:
    # 逐个加入控制变量，每列多一个。
    stepwise: true
  eventStudy:
    # 以政策前最后一年为基期。
    base: -1
  # 处理时点不同时（上面用cohort），用不以已处理个体为对照的估计方法，与双向固定效应比较：
  # staggered:
  #   estimators: [twfe, att-gt, sunab, imputation]
  honest:
    # 平行趋势偏离到什么程度，结论就不再成立（Rambachan和Roth，2023）。
  placebo:
    draws: 500
  psmDid:
    # 用政策前一年的数据匹配，协变量不会受政策影响。
    design: baseline
    baseline: 2015
    match: radius
    caliper: 0.05

# 表格和图中显示的名称。
labels:
  city: 城市
  year: 年份
  did: 试点×政策后
  gdp: 人均GDP（对数）
  population: 人口（百万）

output: output
seed: 1
`;
