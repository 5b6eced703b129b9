"""The figures of GB/T 9704—2012 as the digest gives them (appendix A2), in pt unless a name says mm."""
PAGE_W, PAGE_H = 595.276, 841.890
L, R, T, B = 79.370, 521.575, 104.882, 742.677
CX = 300.472
C = 15.793                       # one character of 3号 on the grid
P = 29.609                       # line pitch, model A
G = 13.609                       # P - 16 pt
P_B, T_B, B_B = 28.991, 111.377, 736.182   # model B
MIRROR = 5.669                   # even pages, mirrored
L_MM, R_MM, T_MM, B_MM = 28.0, 184.0, 37.0, 262.0
TWO_ROWS = (19.9, 26.7)          # mm, 空二行 (UNSURE-8)
ONE_ROW = (9.4, 16.3)            # mm, 空一行
INDENT = (110.6, 111.7)          # first line of a paragraph


def is_hanzi(ch):
    c = ord(ch[0])
    return 0x3400 <= c <= 0x9FFF or 0xF900 <= c <= 0xFAFF or c >= 0x20000 or c == 0x3007


def row_of(top, pitch=P, first=T):
    """The grid row (1…22) whose em box begins nearest to top, and how far away it is."""
    n = round((top - first) / pitch)
    return n + 1, top - first - n * pitch
