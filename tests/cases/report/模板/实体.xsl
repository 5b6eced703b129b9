<!DOCTYPE x [<!ENTITY a SYSTEM "../../../../templates/office.xml">]>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:template match="/"><公文>&a;</公文></xsl:template>
</xsl:stylesheet>
