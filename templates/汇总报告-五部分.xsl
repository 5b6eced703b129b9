<?xml version="1.0" encoding="UTF-8"?>
<!--
  汇总报告的二到六节：工作推进情况、取得成效、亮点经验、存在问题、下步打算，各节按行动写。
  文字取自主责单位报告的头一两句，原句不动；没有内容的行动、没有数的一句不写。
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="exsl">

  <!-- ==== 二、工作推进情况 ==== -->

  <xsl:template name="推进情况">
    <一级标题>二、工作推进情况</一级标题>
    <xsl:for-each select="/*/行动">
      <二级标题><xsl:call-template name="行动标题"/></二级标题>
      <xsl:call-template name="行动概述"/>
      <xsl:apply-templates select="事项" mode="推进"/>
    </xsl:for-each>
  </xsl:template>

  <!-- 本行动共6项工作，由甲牵头，乙、丙等5个单位配合；丁没有报送。每个责任单位都点到 -->
  <xsl:template name="行动概述">
    <xsl:variable name="这些" select="事项/责任单位/单位[@责任单位 = '是']"/>
    <xsl:variable name="牵头" select="$报送单位[@代码 = $这些[@主责 = '是']/@代码]"/>
    <xsl:variable name="配合" select="$报送单位[@代码 = $这些/@代码][not(@代码 = $牵头/@代码)]"/>
    <xsl:variable name="缺" select="$报送单位[@代码 = $这些/@代码][@状态 = '未报' or @状态 = '退回']"/>
    <段>
      <xsl:value-of select="concat('本行动共', count(事项), '项工作，由')"/>
      <xsl:call-template name="并列"><xsl:with-param name="列" select="$牵头/@简称"/></xsl:call-template>
      <xsl:choose>
        <xsl:when test="count($牵头) &gt; 1">分别牵头</xsl:when>
        <xsl:otherwise>牵头</xsl:otherwise>
      </xsl:choose>
      <xsl:if test="$配合">
        <xsl:text>，</xsl:text>
        <xsl:call-template name="并列"><xsl:with-param name="列" select="$配合/@简称"/></xsl:call-template>
        <xsl:text>配合</xsl:text>
      </xsl:if>
      <xsl:if test="$缺">
        <xsl:text>，其中</xsl:text>
        <xsl:call-template name="并列"><xsl:with-param name="列" select="$缺/@简称"/></xsl:call-template>
        <xsl:text>没有报送</xsl:text>
      </xsl:if>
      <xsl:text>。</xsl:text>
    </段>
  </xsl:template>

  <xsl:template match="事项" mode="推进">
    <xsl:variable name="主" select="责任单位/单位[@主责 = '是']"/>
    <xsl:variable name="话" select="工作推进情况/述[单位/@代码 = $主/@代码][1]/段[1]"/>
    <段>
      <三级标题><xsl:value-of select="concat(@序号, '.', @名称, '。')"/></三级标题>
      <xsl:choose>
        <xsl:when test="$话">
          <xsl:variable name="句"><xsl:call-template name="首句"><xsl:with-param name="文" select="$话"/></xsl:call-template></xsl:variable>
          <xsl:choose>
            <xsl:when test="../事项/责任单位/单位[@主责 = '是'][@代码 != $主/@代码]"><xsl:value-of select="concat($主/@简称, '：')"/></xsl:when>
            <xsl:otherwise><xsl:call-template name="谁说"><xsl:with-param name="谁" select="$主/@简称"/><xsl:with-param name="文" select="string($句)"/></xsl:call-template></xsl:otherwise>
          </xsl:choose>
          <xsl:value-of select="$句"/>
        </xsl:when>
        <xsl:when test="工作推进情况/述">
          <xsl:value-of select="concat('主责单位', $主/@简称, '没有报告；', 工作推进情况/述[1]/单位[1]/@简称, '报告：')"/>
          <xsl:call-template name="首句"><xsl:with-param name="文" select="工作推进情况/述[1]/段[1]"/></xsl:call-template>
        </xsl:when>
        <xsl:otherwise>本季度各责任单位均未报送本项进展。</xsl:otherwise>
      </xsl:choose>
    </段>
  </xsl:template>

  <!-- ==== 三、取得成效 ==== -->

  <xsl:template name="取得成效">
    <一级标题>三、取得成效</一级标题>
    <xsl:for-each select="/*/行动">
      <xsl:variable name="本" select="$指标[@事项 = current()/事项/@序号]"/>
      <xsl:if test="事项/取得成效/述 or $本">
        <段>
          <二级标题><xsl:call-template name="行动标题"/><xsl:text>。</xsl:text></二级标题>
          <xsl:for-each select="事项">
            <xsl:variable name="主" select="责任单位/单位[@主责 = '是']"/>
            <xsl:variable name="话" select="取得成效/述[单位/@代码 = $主/@代码][1]/段[1]"/>
            <xsl:if test="$话">
              <xsl:variable name="句"><xsl:call-template name="首句"><xsl:with-param name="文" select="$话"/></xsl:call-template></xsl:variable>
              <xsl:variable name="谁"><xsl:call-template name="谁说"><xsl:with-param name="谁" select="$主/@简称"/><xsl:with-param name="文" select="string($句)"/></xsl:call-template></xsl:variable>
              <xsl:value-of select="$谁"/>
              <!-- 指标是各单位合计的，一个单位自己的数写明是谁的 -->
              <xsl:if test="$谁 = '' and $本[@事项 = current()/@序号][@汇总方式 = '合计']"><xsl:value-of select="concat('据', $主/@简称, '报告，')"/></xsl:if>
              <xsl:value-of select="$句"/>
            </xsl:if>
          </xsl:for-each>
        </段>
        <xsl:call-template name="行动指标"><xsl:with-param name="本" select="$本"/></xsl:call-template>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>

  <!-- 缺报、不一致的数据：“五、存在问题”的末尾 -->
  <xsl:template name="存疑数据">
    <xsl:variable name="段们">
      <xsl:call-template name="没有数据"/>
      <xsl:call-template name="数据不一致"/>
      <xsl:call-template name="数据缺报"/>
    </xsl:variable>
    <xsl:if test="$段们 != ''">
      <段>数据方面，下列缺报或者各单位所报不一致的，由我办会同有关单位核实。</段>
      <xsl:copy-of select="$段们"/>
    </xsl:if>
  </xsl:template>

  <!-- 指标进度：没有达到目标的、各单位数据不一致的一项一项说清楚；达到目标的列出数；目标是文字的只列数 -->
  <xsl:template name="行动指标">
    <xsl:param name="本"/>
    <xsl:variable name="慢" select="$本[@值][@灯 = '逾期' or @灯 = '滞后' or @灯 = '正常']"/>
    <xsl:variable name="好" select="$本[@灯 = '完成'][@冲突 = '否']"/>
    <xsl:variable name="疑" select="$本[@灯 = '完成'][@冲突 = '是']"/>
    <xsl:variable name="文" select="$本[@值][@灯 = '不评']"/>
    <xsl:variable name="条">
      <xsl:for-each select="$慢[not(@进度) or @待核对 = '是']"><条><xsl:call-template name="指标半句"/></条></xsl:for-each>
      <xsl:call-template name="指标快慢"><xsl:with-param name="们" select="$慢[@进度][not(@待核对 = '是')]"/></xsl:call-template>
      <xsl:for-each select="$疑">
        <条>
          <xsl:call-template name="去尾括号"><xsl:with-param name="文" select="string(@名称)"/></xsl:call-template>
          <xsl:value-of select="concat('暂按', @值, @单位, '计，各单位数据不一致，待核对')"/>
        </条>
      </xsl:for-each>
      <xsl:if test="$好">
        <条>
          <xsl:call-template name="指标列数"><xsl:with-param name="们" select="$好"/></xsl:call-template>
          <xsl:choose><xsl:when test="count($好) &gt; 1">，均达到目标</xsl:when><xsl:otherwise>，达到目标</xsl:otherwise></xsl:choose>
        </条>
      </xsl:if>
      <xsl:if test="$文">
        <条>
          <xsl:if test="$慢 or $疑 or $好">另有</xsl:if>
          <xsl:call-template name="指标列数"><xsl:with-param name="们" select="$文"/></xsl:call-template>
          <xsl:text>（目标为文字表述，不作评定）</xsl:text>
        </条>
      </xsl:if>
    </xsl:variable>
    <xsl:variable name="条们" select="exsl:node-set($条)/*"/>
    <xsl:if test="$条们">
      <段>
        <xsl:text>从指标看，</xsl:text>
        <xsl:for-each select="$条们">
          <xsl:if test="position() &gt; 1"><xsl:text>；</xsl:text></xsl:if>
          <xsl:value-of select="."/>
        </xsl:for-each>
        <xsl:text>。</xsl:text>
      </段>
    </xsl:if>
  </xsl:template>

  <!-- 离时间进度一样远的说在一起：甲为97.5%、乙690人次（完成率95%），均略低于98.6%的时间进度 -->
  <xsl:template name="指标快慢">
    <xsl:param name="们"/>
    <xsl:for-each select="$们">
      <xsl:variable name="同" select="$们[@进度 = current()/@进度][@时间进度 = current()/@时间进度]"/>
      <xsl:if test="count(. | $同[1]) = 1">
        <条>
          <xsl:for-each select="$同">
            <xsl:variable name="率"><xsl:if test="concat(@值, @单位) != concat(@完成率, '%')"><xsl:value-of select="concat('，完成率', @完成率, '%')"/></xsl:if></xsl:variable>
            <xsl:variable name="疑"><xsl:if test="@冲突 = '是'">，各单位数据不一致，待核实</xsl:if></xsl:variable>
            <xsl:if test="position() &gt; 1"><xsl:text>、</xsl:text></xsl:if>
            <xsl:call-template name="指标合计"/>
            <xsl:if test="concat($率, $疑) != ''"><xsl:value-of select="concat('（', substring(concat($率, $疑), 2), '）')"/></xsl:if>
          </xsl:for-each>
          <xsl:text>，</xsl:text>
          <xsl:if test="count($同) &gt; 1">均</xsl:if>
          <xsl:choose>
            <xsl:when test="@进度 = '符合进度'">符合</xsl:when>
            <xsl:when test="@进度 = '进度滞后'">落后于</xsl:when>
            <xsl:otherwise>略低于</xsl:otherwise>
          </xsl:choose>
          <xsl:value-of select="concat(@时间进度, '%的时间进度')"/>
          <xsl:if test="@进度 = '符合进度'">要求</xsl:if>
        </条>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="指标列数">
    <xsl:param name="们"/>
    <xsl:for-each select="$们">
      <xsl:if test="position() &gt; 1"><xsl:text>、</xsl:text></xsl:if>
      <xsl:call-template name="指标合计"/>
    </xsl:for-each>
  </xsl:template>

  <!-- 没有报送数据的5项：县民政局牵头的甲、乙；县水务局牵头的丙 -->
  <xsl:template name="没有数据">
    <xsl:variable name="们" select="$指标[not(@值)][@灯 != '不评']"/>
    <xsl:if test="$们">
      <段>
        <xsl:value-of select="concat('没有报送数据、无法评定进度的', count($们), '项：')"/>
        <xsl:for-each select="$们[not(@主责单位 = preceding-sibling::指标[not(@值)][@灯 != '不评']/@主责单位)]">
          <xsl:if test="position() &gt; 1">；</xsl:if>
          <xsl:value-of select="concat(@主责单位, '牵头的')"/>
          <xsl:call-template name="并列"><xsl:with-param name="列" select="$们[@主责单位 = current()/@主责单位]/@名称"/></xsl:call-template>
        </xsl:for-each>
        <xsl:text>。以上按滞后或逾期计，须尽快补报。</xsl:text>
      </段>
    </xsl:if>
  </xsl:template>

  <!-- 本该是同一个数，几个单位报得不一样 -->
  <xsl:template name="数据不一致">
    <xsl:variable name="们" select="$指标[@冲突 = '是']"/>
    <xsl:if test="$们">
      <段>
        <xsl:value-of select="concat('各单位所报数据不一致的', count($们), '项：')"/>
        <xsl:for-each select="$们">
          <xsl:if test="position() &gt; 1">；</xsl:if>
          <xsl:value-of select="concat(@名称, '，')"/>
          <xsl:for-each select="单位值[@值][@计入 = '是' or ../@汇总方式 = '主责为准']">
            <xsl:if test="position() &gt; 1">、</xsl:if>
            <xsl:value-of select="concat(@简称, '报', @值, ../@单位)"/>
          </xsl:for-each>
          <xsl:choose>
            <xsl:when test="not(@值)">，主责单位没有报送，暂不计列</xsl:when>
            <xsl:when test="@汇总方式 = '主责为准'"><xsl:value-of select="concat('，按主责单位数据计', @值, @单位)"/></xsl:when>
            <!-- 有的合乎目标、有的不合乎：说的话各处一样 -->
            <xsl:when test="@待核对 = '是'"><xsl:value-of select="concat('，暂按', @评定值, @单位, '评定')"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="concat('，暂按', @汇总方式, '值计', @值, @单位)"/></xsl:otherwise>
          </xsl:choose>
        </xsl:for-each>
        <xsl:text>。</xsl:text>
      </段>
    </xsl:if>
  </xsl:template>

  <!-- 合计的指标：上季度报过数、这季度没有报的单位，没有算进去 -->
  <xsl:template name="数据缺报">
    <xsl:variable name="缺" select="$指标[@汇总方式 = '合计' and @口径 = '累计' and @值]/单位值[@上季度值][not(@值)]"/>
    <xsl:if test="$缺">
      <段>
        <xsl:text>以下单位上季度报过数据、本季度没有报送，合计中未计入：</xsl:text>
        <xsl:for-each select="$缺">
          <xsl:if test="position() &gt; 1">；</xsl:if>
          <xsl:value-of select="concat(../@名称, '，', @简称, '上季度报', @上季度值, ../@单位)"/>
        </xsl:for-each>
        <xsl:text>。</xsl:text>
      </段>
    </xsl:if>
  </xsl:template>

  <!-- ==== 四、亮点经验 ==== -->

  <!-- 每个行动选两条：先选主责单位的，一个事项最多一条 -->
  <xsl:template name="亮点经验">
    <xsl:variable name="全部" select="$事项/亮点经验/述"/>
    <一级标题>四、亮点经验</一级标题>
    <xsl:choose>
      <xsl:when test="$全部">
        <段><xsl:value-of select="concat('各单位共报送亮点经验', count($全部/段), '条，选登如下，全部见附件3，并已另编《亮点经验汇编》。')"/></段>
        <xsl:for-each select="/*/行动[事项/亮点经验/述]">
          <xsl:variable name="主责的" select="事项/亮点经验/述[单位/@代码 = ../../责任单位/单位[@主责 = '是']/@代码]"/>
          <xsl:variable name="别的" select="事项/亮点经验[not(述/单位/@代码 = ../责任单位/单位[@主责 = '是']/@代码)]/述[1]"/>
          <段>
            <二级标题><xsl:call-template name="行动标题"/><xsl:text>。</xsl:text></二级标题>
            <xsl:for-each select="$主责的[position() &lt;= 2] | $别的[position() + count($主责的) &lt;= 2]">
              <xsl:variable name="句"><xsl:call-template name="首句"><xsl:with-param name="文" select="段[1]"/></xsl:call-template></xsl:variable>
              <xsl:call-template name="去句号"><xsl:with-param name="文" select="string($句)"/></xsl:call-template>
              <xsl:text>（</xsl:text>
              <xsl:call-template name="并列"><xsl:with-param name="列" select="单位/@简称"/></xsl:call-template>
              <xsl:text>）。</xsl:text>
            </xsl:for-each>
          </段>
        </xsl:for-each>
      </xsl:when>
      <xsl:otherwise><段>各单位没有报送亮点经验。</段></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- ==== 五、存在问题 ==== -->

  <xsl:template name="存在问题">
    <xsl:variable name="重" select="$在办问题[@等级 = '重大' or @等级 = '较大']"/>
    <xsl:variable name="过期" select="$在办问题[@跟踪 = '逾期'][@等级 = '一般']"/>
    <xsl:variable name="静" select="$问题[@跟踪 = '未再提及']"/>
    <一级标题>五、存在问题</一级标题>
    <xsl:choose>
      <xsl:when test="$在办问题">
        <段>
          <xsl:value-of select="concat('正在整改的', count($在办问题), '个问题中，')"/>
          <xsl:call-template name="问题分类"><xsl:with-param name="们" select="$在办问题"/></xsl:call-template>
          <xsl:variable name="外" select="count($在办问题[parent::方案外])"/>
          <xsl:if test="$外 &gt; 0"><xsl:value-of select="concat('；其中方案已调整出去的工作上', $外, '个')"/></xsl:if>
          <xsl:text>。逐个问题的整改措施、责任人和期限见附件3，并已另编《问题台账》。</xsl:text>
        </段>
      </xsl:when>
      <xsl:otherwise><段>各单位没有报告正在整改的问题。</段></xsl:otherwise>
    </xsl:choose>
    <xsl:call-template name="问题列举">
      <xsl:with-param name="们" select="$重"/>
      <xsl:with-param name="话" select="'影响较大、需要重点推动解决的问题'"/>
    </xsl:call-template>
    <xsl:call-template name="问题列举">
      <xsl:with-param name="们" select="$过期"/>
      <xsl:with-param name="话" select="'其他逾期未整改到位的问题'"/>
    </xsl:call-template>
    <xsl:if test="$静">
      <段>
        <xsl:value-of select="concat('此外，以前季度反映的问题中，有', count($静), '个本季度没有报告整改结果（')"/>
        <xsl:for-each select="$报送单位[@代码 = $静/@单位代码]">
          <xsl:if test="position() &gt; 1"><xsl:text>、</xsl:text></xsl:if>
          <xsl:value-of select="concat(@简称, count($静[@单位代码 = current()/@代码]), '个')"/>
        </xsl:for-each>
        <xsl:text>）</xsl:text>
        <xsl:call-template name="其中已过"><xsl:with-param name="总" select="count($静)"/><xsl:with-param name="过" select="count($静[@已过期限 = '是'])"/></xsl:call-template>
        <xsl:text>，已列入《问题台账》督促补报。</xsl:text>
      </段>
    </xsl:if>
    <xsl:call-template name="存疑数据"/>
  </xsl:template>

  <!-- 资金类5个、项目类12个 -->
  <xsl:template name="问题分类">
    <xsl:param name="们"/>
    <xsl:for-each select="$们[not(@分类 = preceding::问题[@跟踪 = '新增' or @跟踪 = '整改中' or @跟踪 = '逾期'][ancestor::行动 or parent::方案外]/@分类)]">
      <xsl:sort select="count($们[@分类 = current()/@分类])" data-type="number" order="descending"/>
      <xsl:if test="position() &gt; 1">、</xsl:if>
      <xsl:value-of select="concat(@分类, '类', count($们[@分类 = current()/@分类]), '个')"/>
    </xsl:for-each>
  </xsl:template>

  <!-- 一项工作一段：同一件事几个单位都报了的，放在一起看。问题只写头一两句和整改措施的头一两句 -->
  <xsl:template name="问题列举">
    <xsl:param name="们"/>
    <xsl:param name="话"/>
    <xsl:if test="$们">
      <xsl:variable name="首" select="$们[parent::方案外 or count(. | ../问题[count(. | $们) = count($们)][1]) = 1]"/>
      <段>
        <xsl:value-of select="concat($话, '有', count($们), '个')"/>
        <xsl:if test="count($首) &lt; count($们)"><xsl:value-of select="concat('，涉及', count($首), '项工作')"/></xsl:if>
        <xsl:text>：</xsl:text>
      </段>
      <xsl:for-each select="$首">
        <段>
          <三级标题>
            <xsl:value-of select="concat(position(), '.', ancestor::事项/@名称, @事项名称, '（')"/>
            <xsl:call-template name="问题事项"/>
            <xsl:text>）。</xsl:text>
          </三级标题>
          <xsl:choose>
            <xsl:when test="parent::方案外"><xsl:call-template name="问题摘要"/></xsl:when>
            <xsl:otherwise><xsl:for-each select="../问题[count(. | $们) = count($们)]"><xsl:call-template name="问题摘要"/></xsl:for-each></xsl:otherwise>
          </xsl:choose>
        </段>
      </xsl:for-each>
    </xsl:if>
  </xsl:template>

  <!-- 县财政局反映，……。整改措施：……（2023年1月31日前整改到位，原定2022年12月25日）。当前节点是〈问题〉 -->
  <xsl:template name="问题摘要">
    <xsl:variable name="描"><xsl:call-template name="首句"><xsl:with-param name="文" select="描述"/></xsl:call-template></xsl:variable>
    <xsl:variable name="措"><xsl:call-template name="首句"><xsl:with-param name="文" select="整改措施"/></xsl:call-template></xsl:variable>
    <xsl:variable name="注">
      <xsl:if test="@等级 = '重大'">，重大问题</xsl:if>
      <xsl:choose>
        <xsl:when test="@期限 and @已过期限 = '是'">
          <xsl:text>，整改期限</xsl:text>
          <xsl:call-template name="日期"><xsl:with-param name="日" select="@期限"/></xsl:call-template>
          <xsl:text>，已逾期</xsl:text>
        </xsl:when>
        <xsl:when test="@期限">
          <xsl:text>，</xsl:text>
          <xsl:call-template name="日期"><xsl:with-param name="日" select="@期限"/></xsl:call-template>
          <xsl:text>前整改到位</xsl:text>
        </xsl:when>
      </xsl:choose>
      <xsl:call-template name="原定期限"><xsl:with-param name="开" select="'，'"/><xsl:with-param name="关" select="''"/></xsl:call-template>
    </xsl:variable>
    <xsl:value-of select="concat(@单位, '反映，')"/>
    <xsl:call-template name="句"><xsl:with-param name="文" select="string($描)"/></xsl:call-template>
    <xsl:text>整改措施：</xsl:text>
    <xsl:call-template name="句注"><xsl:with-param name="文" select="string($措)"/><xsl:with-param name="注" select="substring($注, 2)"/></xsl:call-template>
  </xsl:template>

  <!-- ==== 六、下步打算 ==== -->

  <xsl:template name="下步打算">
    <xsl:variable name="慢" select="$指标[@灯 = '滞后' or @灯 = '逾期']"/>
    <xsl:variable name="缺" select="$报送单位[@应报 = '是'][@状态 = '退回' or @状态 = '未报']"/>
    <一级标题>六、下步打算</一级标题>
    <段>针对以上情况，下一步重点抓好以下工作。</段>
    <xsl:call-template name="行动打算"/>
    <段>同时，我办将抓好以下统筹协调工作。</段>
    <xsl:call-template name="分述">
      <xsl:with-param name="列">
        <xsl:if test="$慢">
          <条>
            <xsl:value-of select="concat('紧盯指标补短板。对没有达到进度要求的', count($慢), '项指标，')"/>
            <xsl:if test="count($慢) &gt; 1">逐项</xsl:if>
            <xsl:text>会同</xsl:text>
            <xsl:call-template name="并列"><xsl:with-param name="列" select="$慢[not(@主责单位 = preceding-sibling::指标[@灯 = '滞后' or @灯 = '逾期']/@主责单位)]/@主责单位"/></xsl:call-template>
            <xsl:text>查明原因、排出时限，加快补齐差距。</xsl:text>
          </条>
        </xsl:if>
        <xsl:if test="$总体/问题/@在办 + $总体/问题/@未再提及 &gt; 0">
          <条>
            <xsl:value-of select="concat('紧盯问题抓整改。对正在整改的', $总体/问题/@在办, '个问题实行台账管理、销号落实')"/>
            <xsl:if test="$总体/问题/@逾期 &gt; 0"><xsl:value-of select="concat('，其中逾期的', $总体/问题/@逾期, '个')"/><xsl:if test="$总体/问题/@逾期 &gt; 1">逐个</xsl:if>督办</xsl:if>
            <xsl:if test="$总体/问题/@未再提及 &gt; 0">
              <xsl:variable name="静数" select="$总体/问题/@未再提及"/>
              <xsl:variable name="逐"><xsl:if test="$静数 &gt; 1">逐个</xsl:if></xsl:variable>
              <xsl:value-of select="concat('；没有报告整改结果的', $静数, '个问题')"/>
              <xsl:choose>
                <xsl:when test="$总体/问题/@过期未报 = $静数">
                  <xsl:text>整改期限</xsl:text>
                  <xsl:if test="$静数 &gt; 1">均</xsl:if>
                  <xsl:value-of select="concat('已过，', $逐, '核实、限期答复')"/>
                </xsl:when>
                <xsl:when test="$总体/问题/@过期未报 &gt; 0"><xsl:value-of select="concat($逐, '核实，其中整改期限已过的', $总体/问题/@过期未报, '个限期答复')"/></xsl:when>
                <xsl:otherwise><xsl:value-of select="concat($逐, '核实')"/></xsl:otherwise>
              </xsl:choose>
            </xsl:if>
            <xsl:text>。</xsl:text>
          </条>
        </xsl:if>
        <xsl:if test="$总体/事项/@打算条数 &gt; 0">
          <条><xsl:value-of select="concat('紧盯打算促落实。各单位共提出下步打算', $总体/事项/@打算条数, '条，按时限逐条跟踪，在', $季度/@下季度名称, '报告中对照说明落实情况。')"/></条>
        </xsl:if>
        <xsl:if test="$缺">
          <条>
            <xsl:text>紧盯报送严纪律。督促</xsl:text>
            <xsl:variable name="没" select="$缺[@状态 = '未报']"/>
            <xsl:variable name="错" select="$缺[@状态 = '退回']"/>
            <xsl:if test="$没"><xsl:call-template name="并列"><xsl:with-param name="列" select="$没/@简称"/></xsl:call-template>尽快补报</xsl:if>
            <xsl:if test="$没 and $错">，</xsl:if>
            <xsl:if test="$错"><xsl:call-template name="并列"><xsl:with-param name="列" select="$错/@简称"/></xsl:call-template>尽快更正重报</xsl:if>
            <xsl:text>，提高报送时效和数据质量。</xsl:text>
          </条>
        </xsl:if>
        <条>巩固成果防返贫。继续发挥牵头协调作用，推动各责任单位和乡镇各负其责、形成合力，坚决守住不发生规模性返贫的底线。</条>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- 各行动：主责单位在每个事项上的头一条打算。配合别人的话换下一条；只有这样的，写明是哪个单位 -->
  <xsl:template name="行动打算">
    <xsl:for-each select="/*/行动[事项/下步打算/述]">
      <段>
        <二级标题><xsl:call-template name="行动标题"/><xsl:text>。</xsl:text></二级标题>
        <xsl:variable name="有" select="事项[下步打算/述/单位/@代码 = 责任单位/单位[@主责 = '是']/@代码]"/>
        <xsl:for-each select="$有">
          <xsl:variable name="主" select="责任单位/单位[@主责 = '是']"/>
          <xsl:variable name="都" select="下步打算/述[单位/@代码 = $主/@代码]/打算"/>
          <xsl:variable name="自己" select="$都[not(starts-with(., '配合') or starts-with(., '协助') or starts-with(., '参与'))]"/>
          <xsl:variable name="选" select="($自己 | $都[not($自己)])[1]"/>
          <xsl:if test="position() &gt; 1"><xsl:text>；</xsl:text></xsl:if>
          <xsl:choose>
            <xsl:when test="not($自己)"><xsl:value-of select="$主/@简称"/></xsl:when>
            <xsl:otherwise><xsl:call-template name="谁说"><xsl:with-param name="谁" select="$主/@简称"/><xsl:with-param name="文" select="string($选)"/></xsl:call-template></xsl:otherwise>
          </xsl:choose>
          <xsl:call-template name="去句号"><xsl:with-param name="文" select="$选"/></xsl:call-template>
        </xsl:for-each>
        <xsl:if test="not($有)"><xsl:value-of select="concat('各责任单位提出打算', count(事项/下步打算/述/打算), '条')"/></xsl:if>
        <xsl:text>。</xsl:text>
      </段>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
