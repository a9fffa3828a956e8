package dev.holdfast.adapter.jsonata;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * Expressions that bring the bare library down, or hold it for seconds, or make its answers depend
 * on chance: each with the letter of its family (parser, evaluation, range, string, regular
 * expression, data, growth, various).
 */
@NullMarked
final class HostileSources {
  private static final String BIG_LIST =
      "$b:=$map([1..1500], function($i){ {\"a\":$i,\"b\":\"xxxxxxxxxxxxxxxxxxxxxxxxxx\"} }); ";
  private static final String SHARING =
      "$d:=function($x,$n){$n=0?$x:$d({\"l\":$x,\"r\":$x},$n-1)}; ";
  private static final String ONES = "a".repeat(32) + "!";

  private final Map<String, String> sources = new LinkedHashMap<>();

  private HostileSources() {}

  /** The sources by their ids. */
  static Map<String, String> all() {
    HostileSources hostile = new HostileSources();
    hostile.parsers();
    hostile.evaluations();
    hostile.ranges();
    hostile.strings();
    hostile.regexes();
    hostile.data();
    hostile.growth();
    hostile.various();
    hostile.holes();
    return Collections.unmodifiableMap(hostile.sources);
  }

  private void add(String id, String source) {
    if (sources.put(id, source) != null) {
      throw new IllegalArgumentException("expected one " + id);
    }
  }

  private void parsers() {
    add("P01a", "(".repeat(500) + "1" + ")".repeat(500));
    add("P01b", "(".repeat(2_000) + "1" + ")".repeat(2_000));
    add("P01c", "(".repeat(10_000) + "1" + ")".repeat(10_000));
    add("P02", "[".repeat(10_000) + "]".repeat(10_000));
    add("P03", "-".repeat(20_000) + "1");
    add("P03b", "-".repeat(2_000) + "1");
    add("P04", "1?".repeat(10_000) + "1" + ":1".repeat(10_000));
    add("P05a", "1" + "+1".repeat(1_000));
    add("P05b", "1" + "+1".repeat(20_000));
    add("P06a", "a" + ".a".repeat(2_000));
    add("P06b", "a" + ".a".repeat(20_000));
    add("P08a", "(".repeat(6) + "a" + " ?: b)".repeat(6));
    add("P08b", "(".repeat(12) + "a" + " ?: b)".repeat(12));
    add("P08c", "(".repeat(16) + "a" + " ?? b)".repeat(16));
    add("P08d", "(".repeat(24) + "a" + " ?? b)".repeat(24));
    add("P08e", "(".repeat(2) + "items" + " ?? b)".repeat(2) + " ?? c");
    add("P08f", "a ?? b ?? c ?? d ?? e ?? 1");
    add("P10", "\"" + "x".repeat(1_000_000) + "\"");
    add("P11", "[" + "a,".repeat(100_000) + "a]");
    add("P11b", "[" + "1,".repeat(100_000) + "1]");
    add("P12", "1 /");
    add("P13", "$match(\"a\",/" + "(".repeat(5_000) + ")".repeat(5_000) + "/)");
    add("P13b", "$match(\"a\",/" + "(".repeat(120) + ")".repeat(120) + "/)");
    add("P14", "/((a{1,1000}){1,1000}){1,1000}/");
    add("P14b", "$match(\"a\",/((a{1,1000}){1,1000}){1,1000}/)");
    add("P16", "function(){".repeat(2_000) + "1" + "}".repeat(2_000));
    add("P19", "{\"a\":".repeat(3_000) + "1" + "}".repeat(3_000));
    add("P20", "a" + "[a".repeat(3_000) + "]".repeat(3_000));
    add("P21", "1 /* c */");
    add("P22", "function($x)<s]([s]+)+[s:n>{1}");
    add("P23", "a\"" + "(".repeat(3_000) + "\"" + ")".repeat(3_000));
    add("P24", "x[]/\"/" + "(".repeat(2_000) + "\"" + ")".repeat(2_000));
    add("P25", "(/" + "(".repeat(1_000) + "/)");
  }

  private void evaluations() {
    add("E01", "($f:=function($n){1+$f($n)};$f(1))");
    add("E02", "($f:=function(){$f()};$f())");
    add("E03", "($a:=function(){$b()};$b:=function(){$a()};$a())");
    add("E28", "(function($x){$x($x)})(function($x){$x($x)})");
    add("E29", "($f:=function($n){$n=0?0:1+$f($n-1)};$f(300))");
    add("E30", "($f:=function($n){$n<2?$n:$f($n-1)+$f($n-2)};$f(32))");
    add("E21", "($__evaluate_entry:=nothing;$__evaluate_exit:=nothing;$f:=function(){$f()};$f())");
    add("E22", "($__evaluate_entry:=1;1+1)");
    add("E23", "[1,($f:=function(){$f()};$f())]");
    add(
        "E31",
        "($f:=function($a,$b){$a}; $p:=function($g,$n){$n=0?$g:$p($g(?,1),$n-1)};"
            + " $q:=$p($f,900); $q(1))");
    add("E32", "($p:=function($g,$n){$n=0?$g:$p($g ~> $string,$n-1)}; $q:=$p($string,900); $q(1))");
    add("E33", "($f:=function(){$g()};$f();$g:=1)");
    add("E33b", "($f:=function(){$g()};$h:=function(){$f()};$h();$g:=1)");
    add("E34", "\"text\"(1)");
    add("E35", "($f:=function($x){$x(1)};$f(items))");
  }

  private void ranges() {
    add("R01", "[1..10000000]");
    add("R02", "[1..10000001]");
    add("R03", "$count([1..10000000])");
    add("R04", "[1..10000000].($*2)");
    add("R05", "$sum([1..10000000])");
    add("R06", "$length($string([1..10000000]))");
    add("R07", "$count($append([1..10000000],[1..10000000]))");
    add("R08", "$count([1..1000].([1..1000]).([1..1000]))");
    add("R09", "$count([1..10000][[1..10000]])");
    add("R10", "$count($zip([1..10000000],[1..10000000]))");
    add("R11", "$count($sort([1..5000000], function($a,$b){$a<$b}))");
    add("R12", "$count($reduce([1..100000], function($a,$b){$append($a,$b)}))");
    add("R13", "$count($map([1..10000000], function($i){$i}))");
    add("R14", "$count($reverse([1..10000000]))");
    add("R15", "$count($shuffle([1..10000000]))");
    add("R16", "$count($distinct([1..10000000]))");
    add("R17", "[-9007199254740992..9007199254740992]");
  }

  private void strings() {
    add("S01", "($f:=function($s,$n){$n=0?$s:$f($s&$s,$n-1)};$length($f(\"x\",40)))");
    add("S02", "$length($pad(\"x\",60000))");
    add("S03", "$length($pad(\"x\",1000000))");
    add("S04", "$length($pad(\"x\",2147483647))");
    add("S05", "($a:=$join([1..9000].(\"x\"));$length($replace($a,\"x\",$a)))");
    add("S06", "($a:=$join([1..6000].(\"xxxxxxxxxx\"));$length($join([1..5000].($a))))");
    add("S07", "$replace(\"a\",\"b\",\"c\",2000000000)");
    add("S07b", "$replace(\"aaaa\",\"a\",\"a\",2000000000)");
    add("S08", "$round(1.5,100000000)");
    add("S08b", "$round(1.5,1000000)");
    add("S09", "$length($formatInteger(2147483647,\"I\"))");
    add("S10", "$length($fromMillis(0,\"[Y,100000000-100000000]\"))");
    add("S10b", "$length($fromMillis(0,\"[M,300000-300000]\"))");
    add("S11", "($a:=$join([1..9000].(\"one \"));$toMillis($a,\"[Yw]\"))");
    add("S12", "$formatBase(1e308,2)");
    add("S13", "$formatNumber(1e308,\"" + "0".repeat(400) + "\")");
    add("S14", "$formatInteger(1,\"" + "0".repeat(5_000) + "\")");
  }

  private void regexes() {
    add("X01", "$match(\"" + ONES + "\",/^(a+)+$/)");
    add("X02", "$match(\"" + ONES + "\",/^(a|aa)+$/)");
    add("X03", "$contains($pad(\"a\",5000,\"a\"),/(a*)*b/)");
    add("X04", "$contains($pad(\"a\",20000,\"a\"),/(a|b)*c/)");
    add("X05", "$replace(\"" + ONES + "\",\"^(a+)+$\",\"x\",5)");
    add("X06", "$split(\"" + ONES + "\",/(a+)+$/)");
    add("X07", "/^(a+)+$/(\"" + ONES + "\")");
    add("X08", "function($a)<" + "s+".repeat(46) + ">{1}(" + "\"a\",".repeat(46) + "1)");
    add("X09", "$replace(\"abc\",/b/,function($m){$f()})");
    add("X09b", "($g:=function($m){nothing};$replace(\"abc\",/b/,$g))");
    add("X10", "$contains($pad(\"a\",60000,\"a\"),/.*.*.*=/)");
    add("X11", "$contains(\"" + "a".repeat(60) + "\",/(a|a)*b/)");
    add("X12", "$contains($pad(\"x\",40,\"x\"),/(x+x+)+y/)");
    add("X13", "$contains($pad(\"a\",34,\"a\"),/(a?){34}a{34}b/)");
    add("X14", "$contains($pad(\"a\",60,\"a\"),/^(.*?,){11}P/)");
    add("X15", "$contains($pad(\"a\",40,\"a\"),/(a*)*\\1b/)");
    add("X16", "$replace($pad(\"a\",40,\"a\"),\"(a|a)*b\",\"x\",1)");
    add("X17", "$split($pad(\"a\",40,\"a\"),/(a|a)*b/)");
    add("X18", "/(a|b)*b/($pad(\"a\",40,\"a\"))");
    add("X19", "$contains($join([1..60].$string(),\",\"),/^(.*?,){11}P/)");
    add("X20", "($match:=function($s,$p){$p($s)};$match(\"" + ONES + "\",/(a|a)*b/))");
    add("X21", "$map([\"" + ONES + "\"],/(a|a)*b/)");
    add("X22", "{\"r\":/(a|a)*b/}.r(\"" + ONES + "\")");
  }

  private void data() {
    add("D01", "(" + SHARING + "$d(1,26))");
    add("D02", "(" + SHARING + "$length($string($d(1,26))))");
    add("D03", "(" + SHARING + "$d(1,26)=$d(1,26))");
    add("D04", "(" + SHARING + "$d(1,26)+1)");
    add("D04b", "(" + SHARING + "$sum([$d(1,26)]))");
    add("D04c", "(" + SHARING + "$x:=$d(1,26); {$x: 1})");
    add("D04d", "(" + SHARING + "$d(1,26).$uppercase())");
    add("D05", "$ ~> |$|{\"self\":$}|");
    add("D06", "($x:=$ ~> |$|{\"self\":$}|; $string($x))");
    add("D07", "($d:=function($x,$n){$n=0?$x:$d([[$x]],$n-1)};$d(1,2000))");
    add("D07b", "($d:=function($x,$n){$n=0?$x:$d([[$x]],$n-1)};$d(1,2000)=$d(1,2000))");
    add("D08", "**.**.**.**.**");
    add("D09", "(" + SHARING + "$count($distinct([1..200].($d($,9)))))");
    add("D10", "(" + SHARING + "$d(1,26) ? 1 : 2)");
    add("D11", "($d:=function($x,$n){$n=0?$x:$d([[$x],[$x]],$n-1)};$d([],26) ? 1 : 2)");
    add("D12", "($d:=function($x,$n){$n=0?$x:$d([[$x],[$x]],$n-1)};$y:=$d([],26); $y.**)");
    add("D13", "($d:=function($x,$n){$n=0?$x:$d([[$x],[$x]],$n-1)};$y:=$d([],26); $y.foo)");
    add("D14", "($d:=function($x,$n){$n=0?$x:$d([[$x],[$x]],$n-1)};$keys($d([],26)))");
    add("D15", "($d:=function($x,$n){$n=0?$x:$d([[$x],[$x]],$n-1)};{\"a\":$d([],26)}.*)");
  }

  private void growth() {
    add("G01", "$count([1..10000].($$.items = $$.items))");
    add("G02", "(" + BIG_LIST + "$c:=$map($b, function($i){$i}); $count([1..1000].($b=$c)))");
    add("G03", "(" + BIG_LIST + "$count([1..1000].($string($b))))");
    add("G03b", "(" + BIG_LIST + "$count([1..1000].($b & \"\")))");
    add("G04", "(" + BIG_LIST + "$count([1..1000].({\"a\":0} in $b)))");
    add("G05", "(" + BIG_LIST + "$s:=$string; $count([1..1000].($s($b))))");
    add("G05b", "(" + BIG_LIST + "$count($map([1..1000].[$b], $string)))");
    add("G06", "(" + BIG_LIST + "$count([1..1000].($clone($b))))");
    add("G07", "(" + BIG_LIST + "$count([1..1000].($b ~> $clone)))");
    add("G08", "$count($reduce([1..9000], function($a,$i){$append($a,$i)}, []))");
    add("G10", "($s:=$pad(\"a\",20000,\"a\"); $count([1..1000].($contains($s,/(a|b)*c/))))");
    add("G12", "(" + BIG_LIST + "$count([1..1000].($distinct($b))))");
    add("G13", "$count([1..9000].($formatNumber($,\"#,##0.00\")))");
    add("G14", "$toMillis(\"" + "sixteen".repeat(50) + "!\",\"[Yw]\")");
    add(
        "G14b",
        "$toMillis(\"" + "1".repeat(50) + "!\",\"[Y][M][D][d][F1][W][w][X][x][H][h][m][s]\")");
    add("G17", "$count([1..2000].($$.**))");
    add("G19", "$count([1..1000]@$a.([1..1000])@$b.{\"a\":$a})");
    add("G20", "$count([1..1000].([1..1000]))");
    add("G22", "$count($map([1..9000], function($i){$pad(\"x\",60000)}))");
    add("G23", "$count($sort([1..9000], function($a,$b){$a<$b}))");
    add("G24", "$count([1..140]@$a.([1..140])@$b.([1..140])@$c)");
    add("G25", "$ ~> |items|{\"x\":$$}|");
    add("G26", "($t:=|$|{\"l\":$,\"r\":$$}|; $x:=$ ~> $t; $y:=$x ~> $t; $y)");
    add(
        "G27",
        "($f:=function($n,$o){$n=0?$o:$f($n-1,$o ~> |$|{\"k\":[$o,$o]}|)};$f(20,{\"a\":1}))");
  }

  private void various() {
    add("V01", "($e:=\"$eval($e)\";$eval($e))");
    add("V02", "$eval(\"$millis()\")");
    add("V03", "$map([\"1+1\",\"2+2\"],$eval)");
    add("V04", "($lookup({\"f\":$eval},\"f\"))(\"1+1\")");
    add("V05", "(\"ev\"&\"al\") ~> $lookup($$)");
    add("V06", "$sort([1..1000].($ % 7), function($a,$b){$a>$b})[0]");
    add("V07", "$sort([1..2000].{\"k\":($*7919)%13}, function($a,$b){$random()>0.5})[0].k");
    add("V08", "$string(deep)");
    add("V09", "deep");
    add("V10", "deep.**");
    add("V11", "deep = $$.deep");
    add("V12", "$error($string([1..9000]))");
    add("V13", "$base64decode(\"***\")");
    add("V14", "{\"a\":1}.{\"a\":$$.items{sku:$}}");
    add("V15", "$shuffle([1,2,3])");
    add("V16", "$random()");
    add("V17", "($shuffle:=1; $shuffle)");
    add("V18", "$toMillis(\"12:30\",\"[H01]:[m01]\")");
    add("V19", "$toMillis(\"2020-01-01T10:00:00\")");
    add("V20", "$contains(\"x\", nothing)");
  }

  /** What a first guard of this library still let through. */
  private void holes() {
    add("H01", "($d:=[1..9000]; $count([1..5000].[$d" + ",1".repeat(900) + "]))");
    add("H02", "$count([1..9000]{\"k\": $})");
    add("H03", "$count($spread([1..9000].{\"a\":1}))");
    add("H04", "($n:=[[[[1,2],[3,4]],[[5,6],[7,8]]]]; $count([1..9000].($n ? 1 : 2)))");
    add("H05", "wide.*");
    add("H06", "$count([1..9000].($$.wide.*))");
    add("H07", "$distinct(collide)[0]");
    add("H08", "items" + "@$a".repeat(40));
    add("H09", "items[4294967296]");
    add("H10", "items[4294967296 * 1]");
    add("H11", "($f:=function($x){$substring(?,1)}; $count([1..3000].$f($)))");
    add("H12", "$count($map([1..3000], function($i){ $f := function($x){$x+$i} }))");
  }

  /** What the sources read. */
  static Map<String, @Nullable Object> scope() {
    Map<String, @Nullable Object> scope = new LinkedHashMap<>();
    List<Object> items = new ArrayList<>();
    for (long i = 0; i < 100; i++) {
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("sku", "s" + i % 10);
      item.put("qty", i);
      items.add(Collections.unmodifiableMap(item));
    }
    scope.put("items", List.copyOf(items));
    Object deep = List.of();
    for (int i = 0; i < 5_000; i++) {
      deep = Collections.singletonMap("d", deep);
    }
    scope.put("deep", deep);
    Map<String, Object> wide = new LinkedHashMap<>();
    for (int i = 0; i < 20_000; i++) {
      wide.put("f" + i, List.of((long) i));
    }
    scope.put("wide", Collections.unmodifiableMap(wide));
    List<Object> collide = new ArrayList<>();
    for (int i = 0; i < 4_096; i++) {
      StringBuilder text = new StringBuilder();
      for (int bit = 0; bit < 12; bit++) {
        text.append(((i >> bit) & 1) == 0 ? "Aa" : "BB");
      }
      collide.add(List.of(text.toString()));
    }
    scope.put("collide", List.copyOf(collide));
    return Collections.unmodifiableMap(scope);
  }
}
