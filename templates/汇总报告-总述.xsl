<?xml version="1.0" encoding="UTF-8"?>
<!-- 汇总报告的一、三、四、五节：用句子把总体数字、指标、问题和打算说清楚。数为零的一句不写。 -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

  <!-- ==== 一、总体情况 ==== -->

  <xsl:template name="总体情况">
    <一级标题>一、总体情况</一级标题>
    <xsl:call-template name="报送总述"/>
    <xsl:call-template name="指标总述"/>
    <xsl:call-template name="问题总述"/>
  </xsl:template>

  <xsl:template name="报送总述">
    <xsl:variable name="数" select="$总体/报送"/>
    <段>
      <xsl:text>从报送看，截至</xsl:text>
      <xsl:call-template name="日期"><xsl:with-param name="日" select="$季度/@今日"/></xsl:call-template>
      <xsl:value-of select="concat('，应报送的', $数/@应报, '个责任单位中，已报送', $数/@已报, '个，报送率', $数/@报送率, '%')"/>
      <xsl:value-of select="concat('。其中，按时报送', $数/@按时, '个')"/>
      <xsl:call-template name="报送一类"><xsl:with-param name="状态" select="'逾期'"/><xsl:with-param name="话" select="'逾期报送'"/></xsl:call-template>
      <xsl:text>。</xsl:text>
      <xsl:variable name="退" select="$数/@退回"/>
      <xsl:variable name="缺" select="$数/@未报"/>
      <xsl:if test="$退 + $缺 &gt; 0">
        <xsl:text>尚未完成报送的单位中</xsl:text>
        <xsl:call-template name="报送一类"><xsl:with-param name="状态" select="'退回'"/><xsl:with-param name="话" select="'报送有误、退回后未更正'"/></xsl:call-template>
        <xsl:call-template name="报送一类"><xsl:with-param name="状态" select="'未报'"/><xsl:with-param name="话" select="'没有报送'"/></xsl:call-template>
        <xsl:text>。</xsl:text>
      </xsl:if>
      <xsl:if test="$数/@自愿报送 &gt; 0">
        <xsl:text>另有</xsl:text>
        <xsl:call-template name="并列"><xsl:with-param name="列" select="$报送单位[@应报 = '否'][@状态 = '按时' or @状态 = '逾期']/@简称"/></xsl:call-template>
        <xsl:value-of select="concat($数/@自愿报送, '个单位主动报送。')"/>
      </xsl:if>
      <xsl:variable name="项" select="$总体/事项"/>
      <xsl:value-of select="concat('方案确定的', $方案/@行动数, '个行动、', $项/@总数, '项工作')"/>
      <xsl:choose>
        <xsl:when test="$项/@有报 = $项/@总数">均有单位报告进展。</xsl:when>
        <xsl:otherwise><xsl:value-of select="concat('中，有单位报告进展的', $项/@有报, '项。')"/></xsl:otherwise>
      </xsl:choose>
    </段>
  </xsl:template>

  <!-- ，逾期报送2个（县林业局、县水务局）；数为零时不写 -->
  <xsl:template name="报送一类">
    <xsl:param name="状态"/>
    <xsl:param name="话"/>
    <xsl:variable name="们" select="$报送单位[@应报 = '是'][@状态 = $状态]"/>
    <xsl:if test="$们">
      <xsl:value-of select="concat('，', $话, count($们), '个（')"/>
      <xsl:call-template name="并列"><xsl:with-param name="列" select="$们/@简称"/></xsl:call-template>
      <xsl:text>）</xsl:text>
    </xsl:if>
  </xsl:template>

  <xsl:template name="指标总述">
    <xsl:variable name="数" select="$总体/指标"/>
    <xsl:if test="$数/@总数 &gt; 0">
      <段>
        <xsl:value-of select="concat('从指标看，方案确定的', $数/@总数, '项指标中，已完成', $数/@完成, '项')"/>
        <xsl:if test="$数/@正常 &gt; 0"><xsl:value-of select="concat('，按进度推进', $数/@正常, '项')"/></xsl:if>
        <xsl:if test="$数/@滞后 &gt; 0"><xsl:value-of select="concat('，进度滞后', $数/@滞后, '项')"/></xsl:if>
        <xsl:if test="$数/@逾期 &gt; 0"><xsl:value-of select="concat('，逾期未完成', $数/@逾期, '项')"/></xsl:if>
        <xsl:if test="$数/@不评 &gt; 0"><xsl:value-of select="concat('；另有', $数/@不评, '项目标为文字表述，只列数据、不作评定')"/></xsl:if>
        <xsl:text>。</xsl:text>
      </段>
    </xsl:if>
  </xsl:template>

  <xsl:template name="问题总述">
    <xsl:variable name="数" select="$总体/问题"/>
    <段>
      <xsl:choose>
        <xsl:when test="$数/@在办 &gt; 0">
          <xsl:value-of select="concat('从问题看，正在整改的问题', $数/@在办, '个，其中')"/>
          <xsl:call-template name="几类">
            <xsl:with-param name="列"><类 数="{$数/@新增}">本季度新增</类><类 数="{$数/@整改中}">正在期限内整改</类><类 数="{$数/@逾期}">逾期未整改到位</类></xsl:with-param>
          </xsl:call-template>
          <xsl:text>；按程度分，</xsl:text>
          <xsl:call-template name="几类">
            <xsl:with-param name="列"><类 数="{$数/@重大}">重大</类><类 数="{$数/@较大}">较大</类><类 数="{$数/@一般}">一般</类></xsl:with-param>
          </xsl:call-template>
          <xsl:text>。</xsl:text>
        </xsl:when>
        <xsl:otherwise>从问题看，各单位没有报告正在整改的问题。</xsl:otherwise>
      </xsl:choose>
      <xsl:if test="$数/@已销号 &gt; 0"><xsl:value-of select="concat('本季度整改销号', $数/@已销号, '个。')"/></xsl:if>
      <xsl:if test="$数/@未再提及 &gt; 0"><xsl:value-of select="concat('另有', $季度/@上季度名称, '反映的', $数/@未再提及, '个问题本季度没有报告整改结果。')"/></xsl:if>
    </段>
  </xsl:template>

  <!-- ==== 三、指标完成情况 ==== -->

  <xsl:template name="指标情况">
    <一级标题>三、指标完成情况</一级标题>
    <段><xsl:value-of select="concat('各项指标的目标、数据和评定见附件1。总的看，', count($指标), '项指标进展如下：')"/></段>
    <xsl:variable name="好" select="$指标[@灯 = '完成']"/>
    <xsl:if test="$好">
      <段>
        <xsl:value-of select="concat('已完成', count($好), '项：')"/>
        <xsl:for-each select="$好">
          <xsl:if test="position() &gt; 1">；</xsl:if>
          <xsl:value-of select="concat(@名称, @值, @单位)"/>
        </xsl:for-each>
        <xsl:text>。</xsl:text>
      </段>
    </xsl:if>
    <xsl:call-template name="指标一类"><xsl:with-param name="灯" select="'正常'"/><xsl:with-param name="话" select="'按进度推进'"/></xsl:call-template>
    <xsl:call-template name="指标一类"><xsl:with-param name="灯" select="'滞后'"/><xsl:with-param name="话" select="'进度滞后'"/></xsl:call-template>
    <xsl:call-template name="指标一类"><xsl:with-param name="灯" select="'逾期'"/><xsl:with-param name="话" select="'逾期未完成'"/></xsl:call-template>
    <xsl:call-template name="没有数据"/>
    <xsl:call-template name="文字目标"/>
    <xsl:call-template name="数据不一致"/>
    <xsl:call-template name="数据缺报"/>
  </xsl:template>

  <!-- 进度滞后2项：××（县民政局牵头），完成率60%，……。没有数据的另外列 -->
  <xsl:template name="指标一类">
    <xsl:param name="灯"/>
    <xsl:param name="话"/>
    <xsl:variable name="们" select="$指标[@灯 = $灯][@值]"/>
    <xsl:if test="$们">
      <段>
        <xsl:value-of select="concat($话, count($们), '项：')"/>
        <xsl:for-each select="$们">
          <xsl:if test="position() &gt; 1">；</xsl:if>
          <xsl:value-of select="concat(@名称, '（', @主责单位, '牵头），', 理由)"/>
        </xsl:for-each>
        <xsl:text>。</xsl:text>
      </段>
    </xsl:if>
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

  <xsl:template name="文字目标">
    <xsl:variable name="们" select="$指标[@灯 = '不评']"/>
    <xsl:if test="$们">
      <段>
        <xsl:value-of select="concat('目标为文字表述的', count($们), '项：')"/>
        <xsl:for-each select="$们">
          <xsl:if test="position() &gt; 1">；</xsl:if>
          <xsl:choose>
            <xsl:when test="@值"><xsl:value-of select="concat(@名称, @值, @单位)"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="concat(@名称, '没有报送数据')"/></xsl:otherwise>
          </xsl:choose>
          <xsl:if test="@目标说明"><xsl:value-of select="concat('（要求：', @目标说明, '）')"/></xsl:if>
        </xsl:for-each>
        <xsl:text>。</xsl:text>
      </段>
    </xsl:if>
  </xsl:template>

  <!-- 本该是同一个数，几个单位报得不一样 -->
  <xsl:template name="数据不一致">
    <xsl:variable name="们" select="$指标[@冲突 = '是']"/>
    <xsl:if test="$们">
      <段>
        <xsl:value-of select="concat('各单位所报数据不一致的', count($们), '项，须进一步核对：')"/>
        <xsl:for-each select="$们">
          <xsl:if test="position() &gt; 1">；</xsl:if>
          <xsl:value-of select="concat(@名称, '，')"/>
          <xsl:for-each select="单位值[@值]">
            <xsl:if test="position() &gt; 1">、</xsl:if>
            <xsl:value-of select="concat(@简称, '报', @值, ../@单位)"/>
          </xsl:for-each>
          <xsl:choose>
            <xsl:when test="not(@值)">，主责单位没有报送，暂不计列</xsl:when>
            <xsl:when test="@汇总方式 = '主责为准'"><xsl:value-of select="concat('，按主责单位数据计', @值, @单位)"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="concat('，按', @汇总方式, '值计', @值, @单位)"/></xsl:otherwise>
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

  <!-- ==== 四、存在问题 ==== -->

  <xsl:template name="问题情况">
    <xsl:variable name="在办" select="$问题[@跟踪 = '新增' or @跟踪 = '整改中' or @跟踪 = '逾期']"/>
    <xsl:variable name="静" select="$问题[@跟踪 = '未再提及']"/>
    <一级标题>四、存在问题</一级标题>
    <xsl:choose>
      <xsl:when test="$在办">
        <段>
          <xsl:value-of select="concat('正在整改的', count($在办), '个问题，从类别看，')"/>
          <xsl:call-template name="问题分类"><xsl:with-param name="们" select="$在办"/></xsl:call-template>
          <xsl:text>。</xsl:text>
        </段>
      </xsl:when>
      <xsl:otherwise><段>各单位没有报告正在整改的问题。</段></xsl:otherwise>
    </xsl:choose>
    <xsl:call-template name="问题列举">
      <xsl:with-param name="们" select="$在办[@等级 = '重大' or @等级 = '较大']"/>
      <xsl:with-param name="话" select="'影响较大、需要重点推动解决的问题'"/>
    </xsl:call-template>
    <xsl:call-template name="问题列举">
      <xsl:with-param name="们" select="$在办[@跟踪 = '逾期'][@等级 = '一般']"/>
      <xsl:with-param name="话" select="'其他逾期未整改到位的问题'"/>
    </xsl:call-template>
    <xsl:call-template name="问题列举">
      <xsl:with-param name="们" select="$静"/>
      <xsl:with-param name="话" select="'上季度反映、本季度没有报告整改结果的问题'"/>
    </xsl:call-template>
  </xsl:template>

  <!-- 资金类5个、项目类12个 -->
  <xsl:template name="问题分类">
    <xsl:param name="们"/>
    <xsl:for-each select="$们[not(@分类 = preceding::问题[@跟踪 = '新增' or @跟踪 = '整改中' or @跟踪 = '逾期'][ancestor::行动]/@分类)]">
      <xsl:sort select="count($们[@分类 = current()/@分类])" data-type="number" order="descending"/>
      <xsl:if test="position() &gt; 1">、</xsl:if>
      <xsl:value-of select="concat(@分类, '类', count($们[@分类 = current()/@分类]), '个')"/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="问题列举">
    <xsl:param name="们"/>
    <xsl:param name="话"/>
    <xsl:if test="$们">
      <段><xsl:value-of select="concat($话, '有', count($们), '个：')"/></段>
      <xsl:for-each select="$们">
        <段>
          <xsl:value-of select="concat(position(), '.', @单位, '反映，')"/>
          <xsl:call-template name="去句号"><xsl:with-param name="文" select="描述"/></xsl:call-template>
          <xsl:value-of select="concat('（第', ancestor::事项/@序号, '项，', @等级, '问题，责任人', @责任人)"/>
          <xsl:if test="@期限">
            <xsl:text>，整改期限</xsl:text>
            <xsl:call-template name="日期"><xsl:with-param name="日" select="@期限"/></xsl:call-template>
          </xsl:if>
          <xsl:if test="@跟踪 = '逾期'">，已逾期</xsl:if>
          <xsl:if test="@跟踪 = '未再提及'"><xsl:value-of select="concat('，', @原因)"/></xsl:if>
          <xsl:text>）。</xsl:text>
        </段>
      </xsl:for-each>
    </xsl:if>
  </xsl:template>

  <!-- ==== 五、下步打算 ==== -->

  <xsl:template name="下步打算">
    <xsl:variable name="慢" select="$指标[@灯 = '滞后' or @灯 = '逾期']"/>
    <xsl:variable name="缺" select="$报送单位[@应报 = '是'][@状态 = '退回' or @状态 = '未报']"/>
    <一级标题>五、下步打算</一级标题>
    <段>针对以上情况，下一步重点抓好以下工作。</段>
    <xsl:call-template name="分述">
      <xsl:with-param name="列">
        <xsl:if test="$慢">
          <条>
            <xsl:value-of select="concat('紧盯指标补短板。对没有达到进度要求的', count($慢), '项指标，逐项会同')"/>
            <xsl:call-template name="并列"><xsl:with-param name="列" select="$慢[not(@主责单位 = preceding-sibling::指标[@灯 = '滞后' or @灯 = '逾期']/@主责单位)]/@主责单位"/></xsl:call-template>
            <xsl:text>查明原因、排出时限，加快补齐差距。</xsl:text>
          </条>
        </xsl:if>
        <xsl:if test="$总体/问题/@在办 + $总体/问题/@未再提及 &gt; 0">
          <条>
            <xsl:value-of select="concat('紧盯问题抓整改。对正在整改的', $总体/问题/@在办, '个问题实行台账管理、销号落实')"/>
            <xsl:if test="$总体/问题/@逾期 &gt; 0"><xsl:value-of select="concat('，其中逾期的', $总体/问题/@逾期, '个逐个督办')"/></xsl:if>
            <xsl:if test="$总体/问题/@未再提及 &gt; 0"><xsl:value-of select="concat('；对没有报告整改结果的', $总体/问题/@未再提及, '个问题逐个核实')"/></xsl:if>
            <xsl:text>。</xsl:text>
          </条>
        </xsl:if>
        <xsl:if test="$总体/事项/@打算条数 &gt; 0">
          <条><xsl:value-of select="concat('紧盯打算促落实。各单位共提出下步打算', $总体/事项/@打算条数, '条，按时限逐条跟踪，在', $季度/@下季度名称, '报告中对照说明落实情况。')"/></条>
        </xsl:if>
        <xsl:if test="$缺">
          <条>
            <xsl:text>紧盯报送严纪律。督促</xsl:text>
            <xsl:call-template name="并列"><xsl:with-param name="列" select="$缺/@简称"/></xsl:call-template>
            <xsl:text>尽快补报、更正，提高报送时效和数据质量。</xsl:text>
          </条>
        </xsl:if>
        <条>巩固成果防返贫。继续发挥牵头协调作用，推动各责任单位和乡镇各负其责、形成合力，坚决守住不发生规模性返贫的底线。</条>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
