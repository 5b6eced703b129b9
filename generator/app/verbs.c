#include "app/verb.h"

const struct verb verbs[] = {
    {"run", "[2022Q4]", "收件、入库、写出本季度全部公文",
     "收下 input/ 里的来件，入库，写出该季度的全部公文到 output/2022Q4/。不写季度时取最新的一个。重复运行不会重复计数，也不改动没有变化的文件。\n",
     .run = verb_run, .most = 1, .quarter = 1},
    {"check", "文件 ...", "检查报送、方案或公文 XML，不入库",
     "检查季度报送、工作方案或公文 XML，指出每处错误的行列和改法。不入库。\n", .run = verb_check, .least = 1, .most = SIZE_MAX},
    {"intake", "", "只收件", "只收件、入库、写回执，不排公文。\n", .run = verb_intake, .most = 0},
    {"watch", "", "守候 input/，有来件就收，几秒钟出回执",
     "一直守候 input/，有来件就收、写回执，按 Ctrl+C 结束。开机自动守候的办法见 templates/systemd/。\n", .run = verb_watch, .most = 0},
    {"status", "[2022Q4]", "报送情况：按时 / 逾期 / 退回 / 未报", "列出各单位的报送情况；--json 供程序读。\n", .run = verb_status, .most = 1,
     .quarter = 1},
    {"history", "单位 [2022Q4]", "一个单位什么时候报了什么，各版改了什么",
     "列出一个单位的每一件来件：到件日期、结论、版次，以及后一版比前一版逐项改了什么。单位写全称、简称或别名；--json 供程序读。\n",
     .run = verb_history, .least = 1, .most = 2, .quarter = 2},
    {"report", "[2022Q4] [--only 文种[:单位]]", "从数据库重新写出公文",
     "不收件，从数据库重新写出公文；--only 只写一种或一个单位的，如 --only 部门报告:县民政局。\n"
     "文种：部门报告、汇总报告、任务清单台账、问题台账、亮点经验汇编、报送情况通报、催报函、领导小组名单、打印合集。\n", .run = verb_report, .most = 1, .quarter = 1,
     .options = OPTION_ONLY},
    {"data", "[2022Q4]", "报告数据（XML）", "把该季度的报告数据（XML）写到标准输出，供查对或别的程序使用。\n", .run = verb_data, .most = 1,
     .quarter = 1},
    {"explain", "指标代码 [2022Q4]", "一个指标的数从哪里来：来件、版次、第几行、怎样算的",
     "列出一个指标该季度的数是由哪些单位、哪件来件、哪一版、第几行加起来的，列出算式；没有计入的数和原因也列出。--json 供程序读。\n", .run = verb_explain,
     .least = 1, .most = 2, .quarter = 2},
    {"diff", "[2022Q3 2022Q4]", "两个季度相比：报送、指标和灯、问题",
     "比较两个季度的报送情况、各指标的数和灯、问题的增减。不写季度时比最新的和它前一个。--json 供程序读。\n", .run = verb_diff, .most = 2, .quarter = 3},
    {"export", "[2022Q4]", "给上一级的季度报送，和电子表格（XLSX、CSV）",
     "把该季度的汇总写成给上一级的一份季度报送（上一级用同一个程序收件），并把指标、问题、打算、报送情况写成电子表格，都在 output/2022Q4/上报/。\n"
     "单位名、方案文号和事项、指标的对应写在 templates/office.xml 的〈上报〉里；有哪些表、哪些列写在 templates/导出表.xml 里。\n"
     "内容变了，版次自动加 1；没有变，文件不动。\n", .run = verb_export, .most = 1, .quarter = 1},
    {"render", "公文.xml [-o 输出.pdf] [--copies 份数]", "把任何公文 XML 排成 PDF",
     "把公文 XML 按 GB/T 9704—2012 排成 PDF；输出名以 .txt 结尾时写出版面文字。\n"
     "--copies 30 一次排 30 份，份号从公文里的〈份号〉（没有时从 000001）起逐份编，每份从奇数页起、页码从 1 起，都在一个文件里。\n"
     "工作方案在 input/ 或数据库里的，标题、表格回行时不拆开方案里的单位名称；没有工作方案也可以排。\n",
     .run = verb_render, .least = 1, .most = 1, .options = OPTION_OUT | OPTION_COPIES},
    {"trace", "公文.xml", "版面上的每一项，一行一项", "写出版面上的每一项（位置单位：微米）。\n", .run = verb_trace, .least = 1, .most = 1, .options = OPTION_OUT},
    {"verify", "公文.pdf|公文.xml ...", "量 PDF 的版面，逐条对照 GB/T 9704—2012",
     "量 PDF 各页上的文字、线条、印章的位置、字体、大小和颜色，逐条对照 GB/T 9704—2012，写明通过、不符、不适用和量得的数。别的程序做的 PDF 也可以。\n"
     "给公文 XML 时先排成 PDF 再量，并与原文逐字对照。--quiet 只写结论、不符和提醒；--json 供程序读。全部通过时退出状态是 0。\n",
     .run = verb_verify, .least = 1, .most = SIZE_MAX},
    {"forms", "[2023Q1]", "各单位的空白表（XML）和不用联网的填报网页",
     "按工作方案给每个应报单位写一份预填好的空白表，和一个不用联网的填报网页，在 output/2023Q1/空白表/。上季度没有销号的问题和下步打算已经抄上。\n"
     "不写季度时取最新的下一个季度。\n", .run = verb_forms, .most = 1, .quarter = 1},
    {"codes", "[编号 ...]", "每条意见的编号、意思和改法",
     "列出程序的各种意见：编号、级别、意思、应为、办法。只看几条时写编号或编号的开头，如 jibao codes S104 X1；--json 供程序读。\n", .run = verb_codes,
     .most = SIZE_MAX},
    {"fonts", "", "各种字体用的是哪个字库", "列出仿宋、楷体、黑体、小标宋、宋体各用哪个字库、覆盖多少字、能否嵌入。\n", .run = verb_fonts, .most = 0},
    {"backup", "文件", "备份数据库", "把数据库备份到一个文件，运行中也可以备份。\n", .run = verb_backup, .least = 1, .most = 1},
    {"audit", "", "核对流水账和原件", "核对流水账的哈希链、数据库和每件原件。\n", .run = verb_audit, .most = 0},
    {"recover", "", "从损坏的数据库里救回能救的", "数据库损坏时用：逐页找回原件、收件记录和工作方案，另建一个新库；损坏的库改名留在旁边，原样不动。\n"
     "逐件说明救回了多少、哪些回执没有救回；还在 input/ 里的文件，随后运行 jibao run 会重新收件。\n", .run = verb_recover, .most = 0},
    {0},
};
