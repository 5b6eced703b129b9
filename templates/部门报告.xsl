<?xml version="1.0" encoding="UTF-8"?>
<!--
  部门报告：一个单位一个季度的书面报告，由单位领导签字、单位盖章后报领导小组办公室。
  参数 单位：单位代码。单位写的段落一字不动、次序不变；这里只加标题、编号和表格。
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:include href="公用.xsl"/>
  <xsl:param name="单位"/>

  <xsl:variable name="报" select="/*/单位报送/单位[@代码 = $单位]"/>
  <!-- 只承担一项工作的单位不设事项标题，五个部分就是一、二、三、四、五 -->
  <xsl:variable name="单项" select="count($报/事项) = 1"/>

  <xsl:template match="/">
    <xsl:if test="not($报)">
      <xsl:message terminate="yes">单位“<xsl:value-of select="$单位"/>”本季度没有可以成文的报送</xsl:message>
    </xsl:if>
    <公文 格式="文件" 行文方向="上行">
      <发文机关标志 后缀="文件"><机关><xsl:value-of select="$报/@全称"/></机关></发文机关标志>
      <发文字号>
        <xsl:choose>
          <xsl:when test="$报/@发文字号"><xsl:value-of select="$报/@发文字号"/></xsl:when>
          <!-- 前面空三字填机关代字，后面空一字填序号 -->
          <xsl:otherwise><xsl:value-of select="concat('　　　〔', substring($报/@填报日期, 1, 4), '〕　号')"/></xsl:otherwise>
        </xsl:choose>
      </发文字号>
      <签发人><xsl:value-of select="$报/@审签人"/></签发人>
      <标题><xsl:value-of select="concat($报/@全称, '关于', $季度工作, '推进情况的报告')"/></标题>
      <主送机关><xsl:value-of select="concat($机关/名称, '：')"/></主送机关>
      <正文>
        <xsl:call-template name="开头"/>
        <xsl:apply-templates select="$报/事项"/>
        <xsl:call-template name="说明"/>
        <段>特此报告。</段>
        <签字栏 标签="单位领导签字：" 行高="2"/>
      </正文>
      <署名><xsl:value-of select="$报/@全称"/></署名>
      <成文日期><xsl:value-of select="$报/@填报日期"/></成文日期>
      <印章 方式="盖章" 章径="{$报/@章径}"/>
      <附注><xsl:value-of select="concat('（联系人：', $报/@填报人, '，电话：', $报/@电话, '）')"/></附注>
      <xsl:call-template name="版记">
        <xsl:with-param name="印发机关" select="$报/@全称"/>
        <xsl:with-param name="印发日期" select="$报/@填报日期"/>
      </xsl:call-template>
    </公文>
  </xsl:template>

  <!-- 方案没有把乡镇列为责任单位：乡镇报的是涉及本乡镇的工作 -->
  <xsl:template name="开头">
    <xsl:variable name="承担"><xsl:choose><xsl:when test="$报/@类型 = '乡镇'">涉及</xsl:when><xsl:otherwise>承担</xsl:otherwise></xsl:choose></xsl:variable>
    <段>
      <xsl:call-template name="依据"/>
      <xsl:text>，现将</xsl:text>
      <xsl:call-template name="自称"><xsl:with-param name="单位" select="$报"/></xsl:call-template>
      <xsl:choose>
        <xsl:when test="$单项"><xsl:value-of select="concat($承担, '的第', $报/事项/@序号, '项工作（', $报/事项/@名称, '）')"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="concat($承担, '的', count($报/事项), '项工作')"/></xsl:otherwise>
      </xsl:choose>
      <xsl:value-of select="concat($季度/@名称, '推进情况报告如下。')"/>
    </段>
  </xsl:template>

  <!-- ==== 事项：标题，然后五个部分 ==== -->

  <xsl:template match="单位报送/单位/事项">
    <xsl:if test="not($单项)">
      <一级标题>
        <xsl:call-template name="中文数"><xsl:with-param name="数" select="position()"/></xsl:call-template>
        <xsl:value-of select="concat('、', @名称, '（第', @序号, '项）')"/>
      </一级标题>
    </xsl:if>
    <xsl:call-template name="部分标题"><xsl:with-param name="数" select="1"/><xsl:with-param name="名" select="'工作推进情况'"/></xsl:call-template>
    <xsl:apply-templates select="工作推进情况/段"/>
    <xsl:call-template name="部分标题"><xsl:with-param name="数" select="2"/><xsl:with-param name="名" select="'取得成效'"/></xsl:call-template>
    <xsl:apply-templates select="取得成效/段"/>
    <xsl:call-template name="指标数据"/>
    <xsl:call-template name="表图引语"/>
    <xsl:apply-templates select="表格 | 图片"/>
    <xsl:call-template name="部分标题"><xsl:with-param name="数" select="3"/><xsl:with-param name="名" select="'亮点经验'"/></xsl:call-template>
    <xsl:apply-templates select="亮点经验/段"/>
    <xsl:if test="not(亮点经验/段)"><段><xsl:call-template name="本项工作"/>本季度没有需要报告的亮点经验。</段></xsl:if>
    <xsl:call-template name="部分标题"><xsl:with-param name="数" select="4"/><xsl:with-param name="名" select="'存在问题'"/></xsl:call-template>
    <xsl:call-template name="存在问题"/>
    <xsl:call-template name="部分标题"><xsl:with-param name="数" select="5"/><xsl:with-param name="名" select="'下步打算'"/></xsl:call-template>
    <xsl:apply-templates select="下步打算/打算"/>
  </xsl:template>

  <xsl:template name="部分标题">
    <xsl:param name="数"/>
    <xsl:param name="名"/>
    <xsl:variable name="序"><xsl:call-template name="中文数"><xsl:with-param name="数" select="$数"/></xsl:call-template></xsl:variable>
    <xsl:choose>
      <xsl:when test="$单项"><一级标题><xsl:value-of select="concat($序, '、', $名)"/></一级标题></xsl:when>
      <xsl:otherwise><二级标题><xsl:value-of select="concat('（', $序, '）', $名)"/></二级标题></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="段"><段><xsl:value-of select="."/></段></xsl:template>

  <!-- 几项工作的报告里写明是“本项工作” -->
  <xsl:template name="本项工作"><xsl:if test="not($单项)">本项工作</xsl:if></xsl:template>

  <!-- ==== 存在问题：正在整改的在前，已经销号的在后，以前反映、这次没有说的写明没有说 ==== -->

  <!-- 当前节点是〈事项〉 -->
  <xsl:template name="存在问题">
    <xsl:variable name="开" select="存在问题/问题[@跟踪 != '已销号']"/>
    <xsl:variable name="销" select="存在问题/问题[@跟踪 = '已销号']"/>
    <xsl:variable name="静" select="/*/行动/事项[@序号 = current()/@序号]/存在问题/问题[@单位代码 = $单位][@跟踪 = '未再提及']"/>
    <xsl:for-each select="$开">
      <段>
        <xsl:call-template name="条号"><xsl:with-param name="数" select="position()"/><xsl:with-param name="总" select="count($开)"/><xsl:with-param name="文" select="$开/描述"/></xsl:call-template>
        <xsl:call-template name="问题文字"><xsl:with-param name="截至" select="$报/@填报日期"/></xsl:call-template>
      </段>
    </xsl:for-each>
    <xsl:choose>
      <xsl:when test="$销">
        <xsl:call-template name="销号问题"><xsl:with-param name="销" select="$销"/><xsl:with-param name="还有" select="boolean($开)"/><xsl:with-param name="没说" select="boolean($静)"/></xsl:call-template>
      </xsl:when>
      <xsl:when test="$开"/>
      <xsl:when test="$静"><段><xsl:call-template name="本项工作"/>本季度没有发现新的问题。</段></xsl:when>
      <xsl:otherwise><段><xsl:call-template name="本项工作"/>本季度没有发现需要报告的问题。</段></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="$静"><xsl:call-template name="没说的问题"><xsl:with-param name="静" select="$静"/></xsl:call-template></xsl:if>
  </xsl:template>

  <!-- 本季度没有新的问题。上季度反映的下列2个问题已全部整改销号：……。只有一个的接着写，几个的分条写 -->
  <xsl:template name="销号问题">
    <xsl:param name="销"/>
    <xsl:param name="还有"/>
    <xsl:param name="没说"/>
    <xsl:variable name="以前" select="$销[@历时季数 &gt; 1]"/>
    <xsl:variable name="几" select="count($销)"/>
    <xsl:variable name="引">
      <xsl:if test="not($还有) and count($以前) = $几">本季度没有新的问题。</xsl:if>
      <xsl:choose>
        <xsl:when test="not($以前)">本季度发现的</xsl:when>
        <xsl:when test="count($以前) &lt; $几">以前季度反映和本季度发现的</xsl:when>
        <xsl:when test="$以前[@历时季数 &gt; 2]">以前季度反映的</xsl:when>
        <xsl:otherwise>上季度反映的</xsl:otherwise>
      </xsl:choose>
      <xsl:text>下列</xsl:text>
      <xsl:if test="$几 &gt; 1"><xsl:value-of select="concat($几, '个')"/></xsl:if>
      <xsl:text>问题已</xsl:text>
      <xsl:if test="$几 &gt; 1 and not($还有) and not($没说)">全部</xsl:if>
      <xsl:text>整改销号：</xsl:text>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="$几 = 1"><段><xsl:value-of select="$引"/><xsl:apply-templates select="$销"/></段></xsl:when>
      <xsl:otherwise>
        <段><xsl:value-of select="$引"/></段>
        <xsl:for-each select="$销">
          <段>
            <xsl:call-template name="条号"><xsl:with-param name="数" select="position()"/><xsl:with-param name="总" select="$几"/><xsl:with-param name="文" select="$销/描述 | $销/上季度/描述"/></xsl:call-template>
            <xsl:apply-templates select="."/>
          </段>
        </xsl:for-each>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- 前面已经说过销号的问题 -->
  <xsl:template match="问题"><xsl:call-template name="问题文字"><xsl:with-param name="说过销号" select="true()"/></xsl:call-template></xsl:template>

  <!-- 以前季度反映、还没有销号、本季度没有再提的问题：由单位领导签字前看到。期限过没有过，按报告的日期说 -->
  <xsl:template name="没说的问题">
    <xsl:param name="静"/>
    <段>
      <xsl:choose>
        <xsl:when test="$静[@历时季数 &gt; 2]">以前季度</xsl:when>
        <xsl:otherwise>上季度</xsl:otherwise>
      </xsl:choose>
      <xsl:text>反映的下列问题，整改结果待补报：</xsl:text>
      <xsl:for-each select="$静">
        <xsl:if test="position() &gt; 1"><xsl:text>；</xsl:text></xsl:if>
        <xsl:call-template name="去句号"><xsl:with-param name="文" select="描述"/></xsl:call-template>
        <xsl:if test="@期限">
          <xsl:text>（整改期限</xsl:text>
          <xsl:call-template name="日期"><xsl:with-param name="日" select="@期限"/></xsl:call-template>
          <xsl:call-template name="原定期限"><xsl:with-param name="开" select="'，'"/><xsl:with-param name="关" select="''"/></xsl:call-template>
          <xsl:if test="translate(@期限, '-', '') &lt; translate($报/@填报日期, '-', '')">，已过</xsl:if>
          <xsl:text>）</xsl:text>
        </xsl:if>
      </xsl:for-each>
      <xsl:text>。</xsl:text>
    </段>
  </xsl:template>

  <xsl:template match="打算">
    <段>
      <xsl:call-template name="条号"><xsl:with-param name="数" select="position()"/><xsl:with-param name="总" select="last()"/><xsl:with-param name="文" select="../打算"/></xsl:call-template>
      <xsl:call-template name="打算文字"/>
    </段>
  </xsl:template>

  <!-- ==== 需要说明的情况：报送时写在〈说明〉里的话；更正重报的写明替换哪一版 ==== -->

  <xsl:template name="说明">
    <xsl:variable name="前版" select="/*/报送情况/来件[@单位代码 = $单位][@结论 = '接收'][@版次 &lt; $报/@版次]"/>
    <xsl:variable name="前" select="$前版[last()]"/>
    <xsl:variable name="写明" select="$报/说明/段[contains(., concat('第', $前/@版次, '版'))]"/>
    <xsl:if test="$报/说明/段 or $前">
      <一级标题>
        <xsl:variable name="数"><xsl:choose><xsl:when test="$单项">6</xsl:when><xsl:otherwise><xsl:value-of select="count($报/事项) + 1"/></xsl:otherwise></xsl:choose></xsl:variable>
        <xsl:call-template name="中文数"><xsl:with-param name="数" select="number($数)"/></xsl:call-template>
        <xsl:text>、需要说明的情况</xsl:text>
      </一级标题>
      <xsl:if test="$前 and not($写明)">
        <段>
          <xsl:text>本报告替换</xsl:text>
          <xsl:call-template name="日期"><xsl:with-param name="日" select="$前/@到件日期"/></xsl:call-template>
          <xsl:value-of select="concat('报送的第', $前/@版次, '版。')"/>
        </段>
      </xsl:if>
      <xsl:apply-templates select="$报/说明/段"/>
    </xsl:if>
  </xsl:template>

  <!-- ==== 指标、表格、图片：排在“取得成效”之后 ==== -->

  <!-- 只有一项的写一句话，两项以上的列表 -->
  <xsl:template name="指标数据">
    <xsl:choose>
      <xsl:when test="count(指标值) = 1"><段><xsl:apply-templates select="指标值"/></段></xsl:when>
      <xsl:when test="指标值"><xsl:call-template name="指标表格"/></xsl:when>
    </xsl:choose>
  </xsl:template>

  <!--
    从指标看，我局今年以来完成搬迁劳动力培训60人次（截至上季度40人次；全县目标不低于800人次）。
    各单位的数要加起来的，写明是自己的；报告写在季度结束以前，不说“季度末”。
  -->
  <xsl:template match="指标值">
    <xsl:variable name="累" select="@口径 = '累计'"/>
    <xsl:text>从指标看，</xsl:text>
    <xsl:if test="@汇总方式 = '合计'"><xsl:call-template name="自称"><xsl:with-param name="单位" select="$报"/></xsl:call-template></xsl:if>
    <xsl:value-of select="concat(substring('今年以来', 1, 4 * $累), substring('本季度', 1, 3 * not($累)))"/>
    <xsl:if test="@汇总方式 = '合计'">完成</xsl:if>
    <xsl:call-template name="指标名值"/>
    <xsl:variable name="注">
      <xsl:if test="@上季度值"><xsl:value-of select="concat('；', substring('截至', 1, 2 * $累), '上季度', @上季度值, @单位)"/></xsl:if>
      <xsl:if test="@目标 or @目标说明">
        <xsl:text>；</xsl:text>
        <xsl:if test="@目标 and @汇总方式 = '合计'">全县</xsl:if>
        <xsl:text>目标</xsl:text>
        <xsl:call-template name="目标话"/>
      </xsl:if>
    </xsl:variable>
    <xsl:if test="$注 != ''"><xsl:value-of select="concat('（', substring($注, 2), '）')"/></xsl:if>
    <xsl:text>。</xsl:text>
  </xsl:template>

  <!-- 全是累计的，表头写明；累计、当季都有的加一栏口径。列宽一共 156 毫米 -->
  <xsl:template name="指标表格">
    <xsl:variable name="累" select="not(指标值[@口径 != '累计'])"/>
    <xsl:variable name="杂" select="指标值[@口径 = '累计'] and not($累)"/>
    <!-- 上季度都没有数的（方案的头一季度），不设这一栏 -->
    <xsl:variable name="前" select="指标值[@上季度值]"/>
    <!-- 有的目标只有文字：目标一栏放宽 -->
    <xsl:variable name="宽" select="14 * number(boolean(指标值[not(@目标)][@目标说明]))"/>
    <段>本项工作指标完成情况见下表。</段>
    <表格 字号="五号">
      <列 宽="{74 - $宽 - 12 * number($杂) + 21 * number(not($前))}"/>
      <xsl:if test="$杂"><列 宽="12" 对齐="中"/></xsl:if>
      <列 宽="14" 对齐="中"/><列 宽="{26 + $宽}" 对齐="中"/><列 宽="21" 对齐="中"/>
      <xsl:if test="$前"><列 宽="21" 对齐="中"/></xsl:if>
      <表头><行>
        <格 对齐="中">指标</格>
        <xsl:if test="$杂"><格 对齐="中">口径</格></xsl:if>
        <格 对齐="中">单位</格><格 对齐="中">目标</格>
        <xsl:choose>
          <xsl:when test="$累"><xsl:if test="$前"><格 对齐="中">截至上季度</格></xsl:if><格 对齐="中">截至本季度</格></xsl:when>
          <xsl:otherwise><xsl:if test="$前"><格 对齐="中">上季度</格></xsl:if><格 对齐="中">本季度</格></xsl:otherwise>
        </xsl:choose>
      </行></表头>
      <xsl:for-each select="指标值">
        <行>
          <格><xsl:value-of select="@名称"/></格>
          <xsl:if test="$杂"><格><xsl:value-of select="@口径"/></格></xsl:if>
          <格><xsl:value-of select="@单位"/></格>
          <格><xsl:if test="@目标 and @汇总方式 = '合计'">全县</xsl:if><xsl:call-template name="目标"/></格>
          <xsl:if test="$前"><格><xsl:call-template name="数值"><xsl:with-param name="值" select="@上季度值"/></xsl:call-template></格></xsl:if>
          <格><xsl:call-template name="数值"><xsl:with-param name="值" select="@值"/></xsl:call-template></格>
        </行>
      </xsl:for-each>
    </表格>
  </xsl:template>

  <!-- 单位自己的表和图：正文里没有提到的，前面加一句引出来 -->
  <xsl:template name="表图引语">
    <xsl:variable name="表" select="表格[not(../*/段[contains(., '下表') or contains(., '附表') or contains(., '见表')])]"/>
    <xsl:variable name="图" select="图片[@类型 = 'PNG'][not(../*/段[contains(., '下图') or contains(., '附图') or contains(., '见图')])]"/>
    <xsl:if test="$表 or $图">
      <段>
        <xsl:text>有关情况见</xsl:text>
        <xsl:if test="$表">下表</xsl:if>
        <xsl:if test="$表 and $图">、</xsl:if>
        <xsl:if test="$图">下图</xsl:if>
        <xsl:text>。</xsl:text>
      </段>
    </xsl:if>
  </xsl:template>

  <!-- 第一行是表头；列太多放不下时横放 -->
  <xsl:template match="表格">
    <表格 字号="五号" 横排="自动">
      <xsl:if test="表题"><表题><xsl:value-of select="表题"/></表题></xsl:if>
      <xsl:for-each select="行[1]/格"><列 对齐="中"/></xsl:for-each>
      <xsl:choose>
        <xsl:when test="count(行) &gt; 1">
          <表头><xsl:apply-templates select="行[1]"/></表头>
          <xsl:apply-templates select="行[position() &gt; 1]"/>
        </xsl:when>
        <xsl:otherwise><xsl:apply-templates select="行"/></xsl:otherwise>
      </xsl:choose>
    </表格>
  </xsl:template>
  <xsl:template match="行"><行><xsl:for-each select="格"><格><xsl:value-of select="."/></格></xsl:for-each></行></xsl:template>

  <xsl:template match="图片[@类型 = 'PNG']">
    <图 替代文字="{@说明}" 数据="{.}"><图题><xsl:value-of select="@说明"/></图题></图>
  </xsl:template>
  <!-- 公文只排 PNG 图片 -->
  <xsl:template match="图片"><段><xsl:value-of select="concat('（图片“', @说明, '”见随本报告报送的电子件。）')"/></段></xsl:template>
</xsl:stylesheet>
