<?xml version="1.0" encoding="UTF-8"?>
<!--
  公用：各种公文都用的几段写法。别的模板用 <xsl:include href="公用.xsl"/> 引入，用 call-template 调用。
  改这里的字句，所有公文一起改。<xsl:text> 和 </xsl:text> 之间就是印在纸上的字。

  模板只能用：报告数据（格式见 templates/schema/报告数据.md）、程序给的参数、同一文件夹里的 .xsl。
  从根写起的路径一律写 /*/…（libxml2 2.9 的 XPath 在“/”后只认英文字母和“*”），不写 /报告数据/…。
  不要用 xsl:key、xsl:strip-space 和 generate-id()：同一份报告数据由几个线程同时读。
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="exsl">
  <xsl:output method="xml" encoding="UTF-8" indent="no"/>

  <xsl:variable name="机关" select="/*/机关"/>
  <xsl:variable name="季度" select="/*/季度"/>
  <xsl:variable name="方案" select="/*/方案"/>
  <xsl:variable name="总体" select="/*/总体"/>
  <xsl:variable name="指标" select="/*/指标表/指标"/>
  <xsl:variable name="事项" select="/*/行动/事项"/>
  <!-- 方案外：方案已经没有的事项、单位上没有销号的问题 -->
  <xsl:variable name="问题" select="/*/行动/事项/存在问题/问题 | /*/方案外/问题"/>
  <xsl:variable name="在办问题" select="$问题[@跟踪 = '新增' or @跟踪 = '整改中' or @跟踪 = '逾期']"/>
  <xsl:variable name="报送单位" select="/*/报送情况/单位"/>
  <!-- 2022年第四季度巩固拓展易地扶贫搬迁成果六项行动工作 -->
  <xsl:variable name="季度工作" select="concat($季度/@名称, $机关/工作名称)"/>

  <!-- ==== 数和日期 ==== -->

  <!-- 2022-12-26 写成 2022年12月26日：月、日不补零（GB/T 9704 7.3.5.4） -->
  <xsl:template name="日期">
    <xsl:param name="日"/>
    <xsl:if test="$日">
      <xsl:value-of select="concat(substring($日, 1, 4), '年', number(substring($日, 6, 2)), '月', number(substring($日, 9, 2)), '日')"/>
    </xsl:if>
  </xsl:template>

  <!-- 12月26日：表格里用 -->
  <xsl:template name="月日">
    <xsl:param name="日"/>
    <xsl:if test="$日">
      <xsl:value-of select="concat(number(substring($日, 6, 2)), '月', number(substring($日, 9, 2)), '日')"/>
    </xsl:if>
  </xsl:template>

  <!-- 1～99 写成 一～九十九：一、（一）用 -->
  <xsl:template name="中文数">
    <xsl:param name="数"/>
    <xsl:variable name="十位" select="floor($数 div 10)"/>
    <xsl:variable name="个位" select="$数 mod 10"/>
    <xsl:variable name="字" select="'一二三四五六七八九'"/>
    <xsl:if test="$十位 &gt; 1"><xsl:value-of select="substring($字, $十位, 1)"/></xsl:if>
    <xsl:if test="$十位 &gt; 0"><xsl:text>十</xsl:text></xsl:if>
    <xsl:if test="$个位 &gt; 0"><xsl:value-of select="substring($字, $个位, 1)"/></xsl:if>
  </xsl:template>

  <!-- ==== 字句 ==== -->

  <!-- 一句话：原文一字不动，末尾没有点号的补句号；点号在引号、括号里面的不再补 -->
  <xsl:template name="句">
    <xsl:param name="文"/>
    <xsl:value-of select="$文"/>
    <xsl:variable name="末" select="substring($文, string-length($文))"/>
    <xsl:variable name="前" select="substring($文, string-length($文) - 1, 1)"/>
    <xsl:if test="not(contains('。！？；：.!?;', $末)) and not(contains('”’）', $末) and $前 != '' and contains('。！？', $前)) or $末 = ''"><xsl:text>。</xsl:text></xsl:if>
  </xsl:template>

  <!-- 一句话后面加括号里的注，括号在句号前面：……再走访一轮（2023年2月10日前完成）。没有注的就是一句话 -->
  <xsl:template name="句注">
    <xsl:param name="文"/>
    <xsl:param name="注"/>
    <xsl:variable name="末" select="substring($文, string-length($文))"/>
    <xsl:choose>
      <xsl:when test="$注 = ''"><xsl:call-template name="句"><xsl:with-param name="文" select="$文"/></xsl:call-template></xsl:when>
      <xsl:otherwise>
        <xsl:choose>
          <xsl:when test="$末 != '' and contains('。；;.：:', $末)"><xsl:value-of select="substring($文, 1, string-length($文) - 1)"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="$文"/></xsl:otherwise>
        </xsl:choose>
        <xsl:value-of select="concat('（', $注, '）。')"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!--
    几条单位写的话前面的序号：1.、2.；只有一条的不编号。有一条以数字开头的（5宗早期项目……），全用（1）、（2），
    免得读成 3.5宗；以引号、书名号开头的也这样，点号和它们挤在一起不好认。文：各条的开头。
  -->
  <xsl:template name="条号">
    <xsl:param name="数"/>
    <xsl:param name="总"/>
    <xsl:param name="文"/>
    <xsl:choose>
      <xsl:when test="$总 &lt; 2"/>
      <xsl:when test="$文[string-length(.) &gt; 0][contains('0123456789０１２３４５６７８９“《', substring(., 1, 1))]"><xsl:value-of select="concat('（', $数, '）')"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="concat($数, '.')"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- 去掉末尾的点号，用在括号里 -->
  <xsl:template name="去句号">
    <xsl:param name="文"/>
    <xsl:variable name="末" select="substring($文, string-length($文))"/>
    <xsl:choose>
      <xsl:when test="$末 != '' and contains('。；，;.,', $末)"><xsl:value-of select="substring($文, 1, string-length($文) - 1)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$文"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- 几个属性用顿号连起来：县民政局、县水务局。超过“至多”个只列前面的，后面写“等N个” -->
  <xsl:template name="并列">
    <xsl:param name="列"/>
    <xsl:param name="至多" select="1000"/>
    <xsl:for-each select="$列[position() &lt;= $至多]">
      <xsl:if test="position() &gt; 1"><xsl:text>、</xsl:text></xsl:if>
      <xsl:value-of select="."/>
    </xsl:for-each>
    <xsl:if test="count($列) &gt; $至多"><xsl:value-of select="concat('等', count($列), '个')"/></xsl:if>
  </xsl:template>

  <!-- 几类数用顿号连起来，数为零的不写：重大1个、一般5个。列：一组 <类 数="5">一般</类> -->
  <xsl:template name="几类">
    <xsl:param name="列"/>
    <xsl:for-each select="exsl:node-set($列)/*[@数 &gt; 0]">
      <xsl:if test="position() &gt; 1"><xsl:text>、</xsl:text></xsl:if>
      <xsl:value-of select="concat(., @数, '个')"/>
    </xsl:for-each>
  </xsl:template>

  <!-- 几段话写成 一是……二是……；列：一组元素，每个元素一段话。只有一段时不写“一是” -->
  <xsl:template name="分述">
    <xsl:param name="列"/>
    <xsl:variable name="段们" select="exsl:node-set($列)/*"/>
    <xsl:for-each select="$段们">
      <段>
        <xsl:if test="count($段们) &gt; 1">
          <xsl:call-template name="中文数"><xsl:with-param name="数" select="position()"/></xsl:call-template>
          <xsl:text>是</xsl:text>
        </xsl:if>
        <xsl:value-of select="."/>
      </段>
    </xsl:for-each>
  </xsl:template>

  <!-- 单位怎样称自己：我局、我部、我公司、我镇 -->
  <xsl:template name="自称">
    <xsl:param name="单位"/>
    <xsl:variable name="末" select="substring($单位/@简称, string-length($单位/@简称))"/>
    <xsl:choose>
      <xsl:when test="$单位/@类型 = '企业'">我公司</xsl:when>
      <xsl:when test="contains('局部委会镇乡', $末)"><xsl:value-of select="concat('我', $末)"/></xsl:when>
      <xsl:when test="$末 = '联'">我会</xsl:when>
      <xsl:otherwise>我单位</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- 数连单位：800人次、100%；没有数写一字线 -->
  <xsl:template name="数值">
    <xsl:param name="值"/>
    <xsl:param name="单位"/>
    <xsl:choose>
      <xsl:when test="$值 != ''"><xsl:value-of select="concat($值, $单位)"/></xsl:when>
      <xsl:otherwise>—</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- 表格里的目标：≥800；只有文字的写文字 -->
  <xsl:template name="目标">
    <xsl:choose>
      <xsl:when test="@目标 and @关系 = '='"><xsl:value-of select="@目标"/></xsl:when>
      <xsl:when test="@目标"><xsl:value-of select="concat(@关系, @目标)"/></xsl:when>
      <xsl:when test="@目标说明"><xsl:value-of select="@目标说明"/></xsl:when>
      <xsl:otherwise>—</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- 问题属于哪一项：第12项；方案已经没有的，原第12项。当前节点是〈问题〉 -->
  <xsl:template name="问题事项">
    <xsl:choose>
      <xsl:when test="ancestor::事项"><xsl:value-of select="concat('第', ancestor::事项/@序号, '项')"/></xsl:when>
      <xsl:when test="@事项 &gt; 0"><xsl:value-of select="concat('原第', @事项, '项')"/></xsl:when>
      <xsl:otherwise>方案外</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- 问题的分类和等级，写在括号里：人员类；资金类，较大。分类是其他、等级是一般的不写。当前节点是〈问题〉 -->
  <xsl:template name="问题分类等级">
    <xsl:if test="@分类 != '其他'"><xsl:value-of select="concat(@分类, '类')"/></xsl:if>
    <xsl:if test="@分类 != '其他' and @等级 != '一般'">，</xsl:if>
    <xsl:if test="@等级 != '一般'"><xsl:value-of select="@等级"/></xsl:if>
  </xsl:template>

  <!-- 整改期限往后改过的，写明原来的：（原定2022年12月10日）。当前节点是〈问题〉 -->
  <xsl:template name="原定期限">
    <xsl:param name="开" select="'（'"/>
    <xsl:param name="关" select="'）'"/>
    <xsl:if test="@推迟次数 &gt; 0 and @原期限 and @原期限 != @期限">
      <xsl:value-of select="concat($开, '原定')"/>
      <xsl:call-template name="日期"><xsl:with-param name="日" select="@原期限"/></xsl:call-template>
      <xsl:if test="@推迟次数 &gt; 1"><xsl:value-of select="concat('，推迟', @推迟次数, '次')"/></xsl:if>
      <xsl:value-of select="$关"/>
    </xsl:if>
  </xsl:template>

  <!-- 没有销号的问题现在怎样。当前节点是〈问题〉 -->
  <xsl:template name="整改进度">
    <xsl:choose>
      <xsl:when test="@跟踪 = '未再提及' and @原因 = '本季度没有报送'">单位本季度没有报送，整改结果待核实</xsl:when>
      <xsl:when test="@跟踪 = '未再提及'">本季度没有报告整改结果，待核实</xsl:when>
      <xsl:when test="@跟踪 = '逾期'">尚未整改到位</xsl:when>
      <xsl:when test="@复发 = '是'">曾经销号，本季度重又出现，正在整改</xsl:when>
      <xsl:when test="@跟踪 = '新增'">该问题系本季度新发现，正在整改</xsl:when>
      <xsl:otherwise>目前正在整改</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!--
    一个问题写成一段话；当前节点是〈问题〉。编号只在《问题台账》里。
    没有销号的：……。整改措施：……。目前正在整改，由甲负责，2023年6月30日前整改到位（原定2022年12月10日）。
    已经销号的：……。整改情况：……。已整改销号（责任人：甲）。说过销号：前面已经说过的，只写责任人。
    截至：成文的日期，早于运行那天的（部门报告），期限过没有过按它说。
  -->
  <xsl:template name="问题文字">
    <xsl:param name="说过销号" select="false()"/>
    <xsl:param name="截至"/>
    <xsl:variable name="过" select="@已过期限 = '是' and ($截至 = '' or translate(@期限, '-', '') &lt; translate($截至, '-', ''))"/>
    <xsl:variable name="注"><xsl:call-template name="问题分类等级"/></xsl:variable>
    <!-- 销号的问题描述只写了怎样解决的，前面补上季度的描述：原来是什么问题 -->
    <xsl:variable name="原" select="上季度/描述[current()/@跟踪 = '已销号'][. != current()/描述][contains(current()/描述, '已') or contains(current()/描述, '解决') or contains(current()/描述, '完成')]"/>
    <xsl:call-template name="句注">
      <xsl:with-param name="文" select="string(($原 | 描述[not($原)])[1])"/>
      <xsl:with-param name="注" select="string($注)"/>
    </xsl:call-template>
    <xsl:choose>
      <xsl:when test="@跟踪 = '已销号'">
        <xsl:text>整改情况：</xsl:text>
        <xsl:if test="$原"><xsl:call-template name="句"><xsl:with-param name="文" select="描述"/></xsl:call-template></xsl:if>
        <xsl:choose>
          <xsl:when test="$说过销号"><xsl:call-template name="句注"><xsl:with-param name="文" select="string(整改措施)"/><xsl:with-param name="注" select="concat('责任人：', @责任人)"/></xsl:call-template></xsl:when>
          <xsl:otherwise>
            <xsl:call-template name="句"><xsl:with-param name="文" select="整改措施"/></xsl:call-template>
            <xsl:value-of select="concat('已整改销号（责任人：', @责任人, '）。')"/>
          </xsl:otherwise>
        </xsl:choose>
      </xsl:when>
      <xsl:otherwise>
        <xsl:text>整改措施：</xsl:text>
        <xsl:call-template name="句"><xsl:with-param name="文" select="整改措施"/></xsl:call-template>
        <xsl:choose>
          <xsl:when test="@跟踪 = '逾期' and not($过)">目前正在整改</xsl:when>
          <xsl:otherwise><xsl:call-template name="整改进度"/></xsl:otherwise>
        </xsl:choose>
        <xsl:value-of select="concat('，由', @责任人, '负责')"/>
        <xsl:choose>
          <xsl:when test="@期限 and $过">
            <xsl:text>（整改期限</xsl:text>
            <xsl:call-template name="日期"><xsl:with-param name="日" select="@期限"/></xsl:call-template>
            <xsl:call-template name="原定期限"><xsl:with-param name="开" select="'，'"/><xsl:with-param name="关" select="''"/></xsl:call-template>
            <xsl:text>，已过）</xsl:text>
          </xsl:when>
          <xsl:when test="@期限">
            <xsl:text>，</xsl:text>
            <xsl:call-template name="日期"><xsl:with-param name="日" select="@期限"/></xsl:call-template>
            <xsl:text>前整改到位</xsl:text>
            <xsl:call-template name="原定期限"/>
          </xsl:when>
        </xsl:choose>
        <xsl:text>。</xsl:text>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- 一条打算，期限写在句号前面；话里已经写明这个期限的不再写。当前节点是〈打算〉 -->
  <xsl:template name="打算文字">
    <xsl:variable name="写过">
      <xsl:if test="@期限"><xsl:call-template name="写明期限"><xsl:with-param name="文" select="string(.)"/><xsl:with-param name="日" select="@期限"/></xsl:call-template></xsl:if>
    </xsl:variable>
    <xsl:variable name="注">
      <xsl:if test="@期限 and $写过 = ''">
        <xsl:call-template name="日期"><xsl:with-param name="日" select="@期限"/></xsl:call-template>
        <xsl:text>前</xsl:text>
      </xsl:if>
    </xsl:variable>
    <xsl:call-template name="句注"><xsl:with-param name="文" select="string(.)"/><xsl:with-param name="注" select="string($注)"/></xsl:call-template>
  </xsl:template>

  <!-- 话里有没有这一天：2月10日、2023年2月10日；月末那天也可以写 2月底、2月末，年末那天写年底。有就写“是”，没有什么也不写 -->
  <xsl:template name="写明期限">
    <xsl:param name="文"/>
    <xsl:param name="日"/>
    <xsl:variable name="年" select="substring($日, 1, 4)"/>
    <xsl:variable name="月" select="number(substring($日, 6, 2))"/>
    <xsl:variable name="号" select="number(substring($日, 9, 2))"/>
    <xsl:variable name="闰" select="number($年 mod 4 = 0 and ($年 mod 100 != 0 or $年 mod 400 = 0))"/>
    <xsl:variable name="末" select="$号 = 31 or $号 = 30 and ($月 = 4 or $月 = 6 or $月 = 9 or $月 = 11) or $月 = 2 and $号 = 28 + $闰"/>
    <xsl:variable name="有">
      <xsl:call-template name="提到"><xsl:with-param name="文" select="$文"/><xsl:with-param name="词" select="concat($月, '月', $号, '日')"/><xsl:with-param name="年" select="$年"/></xsl:call-template>
      <xsl:if test="$末">
        <xsl:call-template name="提到"><xsl:with-param name="文" select="$文"/><xsl:with-param name="词" select="concat($月, '月底')"/><xsl:with-param name="年" select="$年"/></xsl:call-template>
        <xsl:call-template name="提到"><xsl:with-param name="文" select="$文"/><xsl:with-param name="词" select="concat($月, '月末')"/><xsl:with-param name="年" select="$年"/></xsl:call-template>
      </xsl:if>
      <xsl:if test="$月 = 12 and $号 = 31 and contains($文, concat($年, '年底'))">是</xsl:if>
    </xsl:variable>
    <xsl:if test="$有 != ''">是</xsl:if>
  </xsl:template>

  <!-- 词前面不能还有数字（12月5日里没有2月5日）；前面写了年份的，年份要对 -->
  <xsl:template name="提到">
    <xsl:param name="文"/>
    <xsl:param name="词"/>
    <xsl:param name="年"/>
    <xsl:if test="contains($文, $词)">
      <xsl:variable name="前" select="substring-before($文, $词)"/>
      <xsl:variable name="长" select="string-length($前)"/>
      <xsl:variable name="邻" select="substring($前, $长)"/>
      <xsl:choose>
        <xsl:when test="$邻 = '年' and substring($前, $长 - 4, 4) = $年">是</xsl:when>
        <xsl:when test="$邻 = '' or not(contains('年0123456789', $邻))">是</xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="提到">
            <xsl:with-param name="文" select="substring-after($文, $词)"/><xsl:with-param name="词" select="$词"/><xsl:with-param name="年" select="$年"/>
          </xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:if>
  </xsl:template>

  <!--
    指标连数，写在句子里：就业动态监测3次、零就业家庭0户、搬迁劳动力就业率为96.42%。名称末尾的括号、和单位重复的
    “次数”“户数”“人次”不写；百分数和钱前面写“为”。插：名称和数中间的话，例如 各单位合计
  -->
  <xsl:template name="指标名值">
    <xsl:param name="名" select="@名称"/>
    <xsl:param name="值" select="@值"/>
    <xsl:param name="单位" select="@单位"/>
    <xsl:param name="插" select="''"/>
    <xsl:variable name="裸">
      <xsl:call-template name="去尾括号"><xsl:with-param name="文" select="string($名)"/></xsl:call-template>
    </xsl:variable>
    <xsl:variable name="数" select="concat($单位, '数')"/>
    <xsl:variable name="数前" select="string-length($裸) - string-length($数)"/>
    <xsl:variable name="位前" select="string-length($裸) - string-length($单位)"/>
    <xsl:choose>
      <xsl:when test="$数前 &gt; 1 and substring($裸, $数前 + 1) = $数"><xsl:value-of select="substring($裸, 1, $数前)"/></xsl:when>
      <xsl:when test="string-length($单位) &gt; 1 and $位前 &gt; 1 and substring($裸, $位前 + 1) = $单位"><xsl:value-of select="substring($裸, 1, $位前)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$裸"/></xsl:otherwise>
    </xsl:choose>
    <xsl:value-of select="$插"/>
    <xsl:if test="$插 = '' and (contains($单位, '%') or contains($单位, '元'))">为</xsl:if>
    <xsl:value-of select="concat($值, $单位)"/>
  </xsl:template>

  <!-- 集体经济组织（力争）：去掉末尾的一个或几个括号 -->
  <xsl:template name="去尾括号">
    <xsl:param name="文"/>
    <xsl:variable name="长" select="string-length($文)"/>
    <xsl:choose>
      <xsl:when test="substring($文, $长) = '）' and contains(substring($文, 2), '（')">
        <!-- 最后一个左括号以前 -->
        <xsl:call-template name="去尾括号"><xsl:with-param name="文"><xsl:call-template name="末括号前"><xsl:with-param name="文" select="$文"/></xsl:call-template></xsl:with-param></xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$文"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="末括号前">
    <xsl:param name="文"/>
    <xsl:value-of select="substring-before($文, '（')"/>
    <xsl:if test="contains(substring-after($文, '（'), '（')">
      <xsl:text>（</xsl:text>
      <xsl:call-template name="末括号前"><xsl:with-param name="文" select="substring-after($文, '（')"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- 句子里的目标：不低于800人次、不超过5起、为0户；只有文字的写文字 -->
  <xsl:template name="目标话">
    <xsl:choose>
      <xsl:when test="@目标">
        <xsl:choose>
          <xsl:when test="@关系 = '≥'">不低于</xsl:when>
          <xsl:when test="@关系 = '≤'">不超过</xsl:when>
          <xsl:otherwise>为</xsl:otherwise>
        </xsl:choose>
        <xsl:value-of select="concat(@目标, @单位)"/>
      </xsl:when>
      <xsl:when test="@目标说明"><xsl:value-of select="concat('：', @目标说明)"/></xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- ==== 摘要 ==== -->

  <!--
    一段话的头一两句，原句不动：不足 40 字的再取一句；一句超过 160 字的，在分号处收住。
    全文另在附件里，这里不会丢东西。
  -->
  <xsl:template name="首句">
    <xsl:param name="文"/>
    <xsl:param name="已" select="0"/>
    <xsl:variable name="句" select="substring-before($文, '。')"/>
    <xsl:choose>
      <xsl:when test="not(contains($文, '。'))"><xsl:call-template name="句"><xsl:with-param name="文" select="$文"/></xsl:call-template></xsl:when>
      <xsl:when test="string-length($句) &gt; 160 and string-length(substring-before($句, '；')) &gt; 20">
        <xsl:value-of select="concat(substring-before($句, '；'), '。')"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="引" select="substring('”', 1, number(starts-with(substring-after($文, '。'), '”')))"/>
        <xsl:variable name="余" select="substring-after($文, concat('。', $引))"/>
        <xsl:variable name="长" select="$已 + string-length($句)"/>
        <xsl:value-of select="concat($句, '。', $引)"/>
        <xsl:if test="$长 &lt; 40 and $余 != ''">
          <xsl:call-template name="首句"><xsl:with-param name="文" select="$余"/><xsl:with-param name="已" select="$长"/></xsl:call-template>
        </xsl:if>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- 单位在话里称自己“我局”“本部门”的，前面写明是哪个单位 -->
  <xsl:template name="谁说">
    <xsl:param name="谁"/>
    <xsl:param name="文"/>
    <xsl:if test="contains($文, '我局') or contains($文, '我部') or contains($文, '我委') or contains($文, '我会') or contains($文, '我办') or contains($文, '我镇') or contains($文, '我乡') or contains($文, '我公司') or contains($文, '我单位') or contains($文, '本部门') or contains($文, '本单位') or contains($文, '本局') or contains($文, '本公司')">
      <xsl:value-of select="concat($谁, '：')"/>
    </xsl:if>
  </xsl:template>

  <!--
    一项指标写成半句话，不和时间进度比的：重点人群“敲门行动”12次，未达到不低于13次的目标，期限2022年9月30日已过。
    各单位数据不一致的写明待核实。当前节点是〈指标表/指标〉
  -->
  <xsl:template name="指标半句">
    <xsl:variable name="名值"><xsl:call-template name="指标合计"/></xsl:variable>
    <xsl:variable name="数" select="concat(@值, @单位)"/>
    <xsl:choose>
      <xsl:when test="not(@值) or @待核对 = '是'">
        <xsl:call-template name="去尾括号"><xsl:with-param name="文" select="string(@名称)"/></xsl:call-template>
        <xsl:value-of select="concat('，', translate(理由, '；', '，'))"/>
      </xsl:when>
      <!-- 理由里已经有数：12次，未达到…… -->
      <xsl:when test="starts-with(理由, $数)"><xsl:value-of select="concat($名值, substring-after(理由, $数))"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="concat($名值, '，', 理由)"/></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="@冲突 = '是' and not(@待核对 = '是')">（各单位数据不一致，待核实）</xsl:if>
  </xsl:template>

  <!-- 指标连数；几个单位的数相加的：搬迁劳动力培训各单位合计846人次 -->
  <xsl:template name="指标合计">
    <xsl:variable name="插"><xsl:if test="@汇总方式 = '合计' and count(单位值[@计入 = '是'][@值]) &gt; 1">各单位合计</xsl:if></xsl:variable>
    <xsl:call-template name="指标名值"><xsl:with-param name="插" select="string($插)"/></xsl:call-template>
  </xsl:template>

  <!-- 评定：黑白打印也看得清，符号和文字一起写 -->
  <xsl:template name="灯">
    <xsl:param name="灯"/>
    <xsl:choose>
      <xsl:when test="$灯 = '完成'">●</xsl:when>
      <xsl:when test="$灯 = '正常'">○</xsl:when>
      <xsl:when test="$灯 = '滞后'">△</xsl:when>
      <xsl:when test="$灯 = '逾期'">▲</xsl:when>
    </xsl:choose>
    <xsl:value-of select="$灯"/>
  </xsl:template>

  <!-- 完成1项、正常20项：一组事项按评定数一数，没有的不写 -->
  <xsl:template name="数灯">
    <xsl:param name="项"/>
    <xsl:param name="话" select="'按进度推进'"/>
    <xsl:variable name="类们">
      <类 数="{count($项[@灯 = '完成'])}">已完成</类><类 数="{count($项[@灯 = '正常'])}"><xsl:value-of select="$话"/></类>
      <类 数="{count($项[@灯 = '滞后'])}">进度滞后</类><类 数="{count($项[@灯 = '逾期'])}">逾期</类>
    </xsl:variable>
    <xsl:for-each select="exsl:node-set($类们)/*[@数 &gt; 0]">
      <xsl:if test="position() &gt; 1"><xsl:text>、</xsl:text></xsl:if>
      <xsl:value-of select="concat(., @数, '项')"/>
    </xsl:for-each>
  </xsl:template>

  <!-- 由甲牵头，乙、丙配合，责任主体为迁入地乡镇党委和人民政府。当前节点是〈事项〉 -->
  <xsl:template name="分工">
    <xsl:variable name="主" select="责任单位/单位[@主责 = '是']"/>
    <xsl:variable name="配合" select="责任单位/单位[@责任单位 = '是'][@主责 = '否']"/>
    <xsl:choose>
      <xsl:when test="$配合">
        <xsl:value-of select="concat('由', $主/@简称, '牵头，')"/>
        <xsl:call-template name="并列"><xsl:with-param name="列" select="$配合/@简称"/></xsl:call-template>
        <xsl:text>配合</xsl:text>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="concat('由', $主/@简称, '负责')"/></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="责任主体/@文字"><xsl:value-of select="concat('，责任主体为', 责任主体/@文字)"/></xsl:if>
    <xsl:text>。</xsl:text>
  </xsl:template>

  <!-- 根据《××工作方案》（文号）要求 -->
  <xsl:template name="依据">
    <xsl:value-of select="concat('根据《', $方案/@名称, '》（', $方案/@文号, '）要求')"/>
  </xsl:template>

  <!-- ==== 公文的要素 ==== -->

  <!-- 发文字号：文号表里有就用；没有的留出空位，由人填（GB/T 9704 7.2.5） -->
  <xsl:template name="发文字号">
    <xsl:param name="文种"/>
    <xsl:param name="单位" select="''"/>
    <xsl:variable name="种" select="$机关/文种表/文种[@名称 = $文种]"/>
    <xsl:variable name="号" select="$机关/文号表/文号[@文种 = $文种][@季度 = $季度/@代号][string(@单位) = $单位]"/>
    <发文字号>
      <xsl:choose>
        <xsl:when test="$号"><xsl:value-of select="$号[1]"/></xsl:when>
        <xsl:otherwise>
          <xsl:choose>
            <xsl:when test="$种/@代字"><xsl:value-of select="$种/@代字"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="$机关/代字"/></xsl:otherwise>
          </xsl:choose>
          <xsl:value-of select="concat('〔', substring($季度/@今日, 1, 4), '〕　号')"/>
        </xsl:otherwise>
      </xsl:choose>
    </发文字号>
  </xsl:template>

  <!-- 主送机关：末尾全角冒号（GB/T 9704 7.3.2） -->
  <xsl:template name="主送机关">
    <xsl:param name="文种"/>
    <xsl:variable name="主送" select="$机关/文种表/文种[@名称 = $文种]/主送"/>
    <xsl:if test="$主送"><主送机关><xsl:value-of select="concat($主送, '：')"/></主送机关></xsl:if>
  </xsl:template>

  <!-- 本机关的印章：留出位置，由人盖 -->
  <xsl:template name="本机关印章">
    <印章 方式="盖章">
      <xsl:attribute name="章径">
        <xsl:choose>
          <xsl:when test="$机关/章径表/章径[@类型 = '本机关']"><xsl:value-of select="$机关/章径表/章径[@类型 = '本机关']"/></xsl:when>
          <xsl:otherwise>45</xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
    </印章>
  </xsl:template>

  <!-- 本机关的下行文：通知、通报。正文、附件是整段的内容 -->
  <xsl:template name="下行文">
    <xsl:param name="文种"/>
    <xsl:param name="标题"/>
    <xsl:param name="正文"/>
    <xsl:param name="附件"/>
    <公文 格式="文件" 行文方向="下行">
      <发文机关标志 后缀="文件"><机关><xsl:value-of select="$机关/名称"/></机关></发文机关标志>
      <xsl:call-template name="发文字号"><xsl:with-param name="文种" select="$文种"/></xsl:call-template>
      <标题><xsl:value-of select="concat($机关/名称, $标题)"/></标题>
      <xsl:call-template name="主送机关"><xsl:with-param name="文种" select="$文种"/></xsl:call-template>
      <正文><xsl:copy-of select="$正文"/></正文>
      <署名><xsl:value-of select="$机关/名称"/></署名>
      <成文日期><xsl:value-of select="$季度/@今日"/></成文日期>
      <xsl:call-template name="本机关印章"/>
      <xsl:call-template name="本机关附注"/>
      <xsl:copy-of select="$附件"/>
      <xsl:call-template name="版记">
        <xsl:with-param name="抄送" select="string($机关/文种表/文种[@名称 = $文种]/抄送)"/>
        <xsl:with-param name="印发机关" select="$机关/印发机关"/>
        <xsl:with-param name="印发日期" select="$季度/@今日"/>
      </xsl:call-template>
    </公文>
  </xsl:template>

  <xsl:template name="本机关附注">
    <附注><xsl:value-of select="concat('（联系人：', $机关/联系人, '，电话：', $机关/电话, '）')"/></附注>
  </xsl:template>

  <!-- 版记：抄送末尾句号（GB/T 9704 7.4.2） -->
  <xsl:template name="版记">
    <xsl:param name="抄送" select="''"/>
    <xsl:param name="印发机关"/>
    <xsl:param name="印发日期"/>
    <版记>
      <xsl:if test="$抄送 != ''"><抄送><xsl:value-of select="concat($抄送, '。')"/></抄送></xsl:if>
      <印发机关><xsl:value-of select="$印发机关"/></印发机关>
      <印发日期><xsl:value-of select="$印发日期"/></印发日期>
    </版记>
  </xsl:template>
</xsl:stylesheet>
