function A(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function v(t,e){let o=A(t);return new e(o.slice(0,o.length-o.length%e.BYTES_PER_ELEMENT).buffer)}var _=t=>v(t,Float32Array),x=t=>v(t,Int32Array);var ot=t=>Float32Array.from(v(t,Uint16Array),e=>e===65535?Number.NaN:e/1e4);function nt(t,e){let o=A(t),n=new TextDecoder,s=[],r=0;for(let a of v(e,Uint16Array))
s.push(n.decode(o.subarray(r,r+a))),r+=a;return s}function R(t){let e=null,o;return(...n)=>((!e||n.some((s,r)=>s!==e[r]))&&(o=t(...n),e=n),o)}var k=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function l(t,e,o){let n=document.createElement(t);return e&&(n.className=e),o!==void 0&&(n.textContent=o),n}function st(t,e){let o=l("option","",e);return o.value=String(t),o}function rt(t,e){let o=l("table",t),n=l("thead"),s=l("tr"),r=l("tbody");for(let a of e)s.append(
l("th","",a));return n.append(s),o.append(n,r),{table:o,head:s,rows:r}}function at(t,e,o){let n=window.devicePixelRatio||1,s=Math.max(1,Math.round(e*n)),r=Math.
max(1,Math.round(o*n));(t.width!==s||t.height!==r)&&(t.width=s,t.height=r),t.style.width=`${e}px`,t.style.height=`${o}px`;let a=St(t);return a.setTransform(n,0,
0,n,0,0),a.clearRect(0,0,e,o),a}var St=t=>t.getContext("2d");var T=(t,e,o)=>Math.max(e,Math.min(o,t));function S(t,e,o){return o>e?T((t-e)/(o-e),0,1):t>=o?1:0}function y(t,e=2){return typeof t!="number"||Number.isNaN(t)?"\
–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function it(t,e){let o=JSON.stringify(e);t.dataset.options!==o&&(t.replaceChildren(...e.map(([n,s])=>st(n,s))),t.dataset.options=o)}var $t=["fill","outline","under","dotted","dashed","ramp"],Ot=["hatch","dots","dot","bar","tick","strike"],It=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function Rt(t,e){let o=l("span","dsv-mark-of"),[n,s]=t.split(" "),r=$t.includes(n)&&s||Ot.includes(n),
a=l("span",r?`dsv-sign dsv-sign-${n}`:"dsv-sign-letters",r?"":t);return s&&r&&a.style.setProperty("--sign",`var(--dsv-${s==="tint"?"ramp-high":s})`),a.setAttribute(
"aria-hidden",String(r)),o.append(a,e),o}function ct(t,e,o){if(!e?.look_for)return;let{head:n,look:s}=t,r=l("div","dsv-marks"),a=l("div","dsv-help"),i=l("button",
"dsv-small dsv-ask","?");i.type="button",i.title="what this view shows, and its equation",i.setAttribute("aria-label","explain this view"),i.setAttribute("aria-\
expanded","false"),a.hidden=!0,a.setAttribute("role","note"),r.append(...e.marks.map(([c,f])=>Rt(c,f))),a.append(...e.explains.map(c=>l("p","",c))),e.equation&&
a.append(...wt(t,e,o)),s.append(l("p","dsv-look-for",e.look_for),r,a),n.append(i),t.listen(i,"click",()=>{a.hidden=!a.hidden,i.setAttribute("aria-expanded",String(
!a.hidden))})}function wt(t,e,o){let n=l("div","dsv-equation"),s=l("div","dsv-symbol-said","Point at a symbol for what it is here.");s.setAttribute("aria-live",
"polite");for(let r of e.equation.split(`
`)){let a=l("div");for(let{text:i,symbol:c}of It(r)){if(!c){a.append(i);continue}let f=l("span","dsv-symbol",i.replace(/_/g,"-"));f.tabIndex=0,f.setAttribute("r\
ole","button"),f.dataset.symbol=i;let u=()=>{let d=o(i),m=d?l("b","",` Here: ${d}.`):"";s.replaceChildren(l("i","",i.replace(/_/g,"-")),`: ${e.symbols[i]}.`,m),
s.dataset.symbol=i};for(let d of["mouseenter","focus","click"])t.listen(f,d,u);a.append(f)}n.append(a)}return[n,s]}var lt=globalThis;lt.dsvGains??=new WeakMap;var U=lt.dsvGains;function M(t,e){let o=t.get(e);return U.get(o)?.whole??o}function Pt(t,e,o,n){let s=t.get(e),r=A(M(
t,e)),a=A(n);if(r.length!==o||!(s instanceof Object))return!1;let i=U.get(s);if(!i||i.room.length<o+a.length){let c=new Uint8Array(2*(o+a.length));c.set(r),i={room:c},
U.set(s,i)}return i.room.set(a,o),i.whole=i.room.subarray(0,o+a.length),!0}function ft({model:t}){let e=(o,n)=>{let s=(o?.gained??[]).filter(([r,a],i)=>!Pt(t,r,
a,n[i]));s.length&&t.send({whole:s.map(([r])=>r)})};t.on("msg:custom",e)}var W=400;function ut(t,e){let o=l("button","dsv-small dsv-numbers","numbers"),n=l("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the n\
umbers of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(o),t.body.before(n);let s=!1;
return t.listen(o,"click",()=>{s=!s,o.setAttribute("aria-pressed",String(s)),t.redraw()}),()=>(n.style.display=s?"":"none",t.body.style.display=s?"none":"",s&&Ct(
t,n,e()),s)}function Ct(t,e,{columns:o,rows:n,note:s}){let r=rt("dsv-table",o);for(let i of r.head.children)i.scope="col";for(let i of n.slice(0,W)){let c=l("tr");
c.style.cursor="default";for(let f of i)c.append(l("td","",Lt(f)));r.rows.append(c)}let a=n.length>W?`The first ${W} of ${n.length} rows. `:"";e.replaceChildren(
l("div","dsv-note",a+(s??"")),r.table),t.root.drawnTable={columns:o,rows:n.length}}function Lt(t){return typeof t=="number"?Number.isInteger(t)?String(t):y(t,4):
String(t??"–")}var Ft="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",vt={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},Dt={expert:-1,entry:-1,hover_entry:-1},qt=["SELECT","INPUT","TEX\
TAREA"],dt=t=>({initialize:ft,render:e=>Kt(e,t)});async function Kt({model:t,el:e},o){let n=Bt(o);e.append(n.root);let s=await t.widget_manager.get_model(t.get(
"selection").replace("IPY_MODEL_","")),r=new j(t,s,n,o);return r.own=o.build(r),o.listen?.(r),r.redraw(),()=>r.clean()}function Ht(t,e){let o=e.layer!==void 0&&
e.layer!==t.get("layer");for(let[n,s]of Object.entries({...o?Dt:{},...e}))t.set(n,s);t.save_changes()}function Bt({title:t,aria:e}){let o=l("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let n=l("div","dsv-head"),s=l("div","dsv-facts");s.setAttribute("aria-live","polite"),n.append(l(
"span","dsv-title",t),l("span","dsv-space"));let r=l("div","dsv-look"),a=l("div","dsv-message"),i=l("div","dsv-body");return o.append(l("div","dsv-gone",Ft),n,r,
s,a,i),{root:o,head:n,look:r,facts:s,message:a,body:i}}var j=class{#o=!1;#n=!1;#r=60;#t;#s;#e=[];constructor(e,o,{root:n,head:s,look:r,facts:a,message:i,body:c},f){
this.model=e,this.sel=o,this.root=n,this.head=s,this.look=r,this.facts=a,this.body=c,this.#t=i,this.#s=f,this.own=void 0,this.tabled=f.table?ut(this,()=>f.table(
this)):null,ct(this,e.get("about"),u=>f.symbols?.(this,u)),this.#c(),this.#l()}redraw(){this.#o||this.#n||(this.#o=!0,requestAnimationFrame(()=>{this.#o=!1,this.#n||
this.#a()}))}#a(){let{root:e,model:o,facts:n,body:s}=this;if(!e.clientWidth){this.#r-- >0&&setTimeout(()=>this.redraw(),50);return}this.#r=60;let r=o.get("messa\
ge");if(e.classList.toggle("empty",!!r),this.#t.textContent=r,this.#t.style.display=r?"":"none",s.style.display=r?"none":"",r){n.textContent="";return}if(!this.
tabled?.())try{this.#s.draw(this)}catch(a){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${a}`,console.error(a)}}pick(e){Ht(this.sel,
e)}hover(e){let o=Object.entries(e).filter(([n,s])=>this.sel.get(n)!==s);this.#i(o),o.some(([n])=>n==="hover_entry")&&this.sel.save_changes()}#i(e){for(let[o,n]of e)
this.sel.set(o,n)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,n,s){e.addEventListener(o,n,s),this.#e.push(()=>e.removeEventListener(o,n,s))}#c(){
let{model:e,sel:o,root:n}=this,s=()=>this.redraw(),r=(f,u,d)=>{f.on(u,d),this.#e.push(()=>f.off(u,d))};r(e,"change",s),r(e,"msg:custom",s),r(o,"change",s);let a=()=>n.
classList.toggle("gone",o.comm_live===!1);a(),r(o,"comm_live_update",a);let i=new MutationObserver(()=>{s(),setTimeout(s,400)});i.observe(document.body,{attributes:!0,
attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let c=new ResizeObserver(s);c.observe(n),this.#e.push(()=>i.disconnect(),()=>c.disconnect())}#l(){
this.listen(this.root,"focusin",V,!0),this.listen(this.root,"keydown",e=>{if(qt.includes(e.target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let o=e.key===
"Escape"?()=>this.pick(vt):this.#s.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){this.#n=!0;for(let e of this.#e)e();this.root.remove()}},
V=t=>{t.target.dataset.lmSuppressShortcuts="true"};function pt(t,e,o){let n=t.sel.get("token"),s=n===-1?o-1:n,r=Number.isFinite(e)?s+e:e<0?0:o-1;t.pick({token:T(r,0,o-1)})}var Ut=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,Wt=/<｜([^｜<>\n]*)｜>/g,jt=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
Vt=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,G=t=>t.replace(Wt,(e,o)=>`<|${o.replace(/▁/g,"_")}|>`).replace(Ut,Vt),Gt=t=>jt.
test(t)?`⁨${t}⁩`:t;function w(t,e=9){let o=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),n=G(o)||"␣",s=[...n];return Gt(s.length>e?`${s.slice(0,
e-1).join("")}…`:n)}var zt=.72;function q(t,e){let o=Math.min(t.length,e.length);for(let n=0;n<o;n++)if(t[n]!==e[n])return n;return o}function Yt({model:t,own:e}){return t.get("mea\
sure")==="reach"?{values:e.shares(t.get("reach")),from:0,to:t.get("reach_high")}:{values:e.floats(M(t,"values")),from:t.get("low"),to:t.get("high")}}function ht(t,e,o){
let{own:n}=t,s=n.painted,{values:r,from:a,to:i}=Yt(t),c=s.from===a&&s.to===i;if(c&&s.values===r&&s.pieces===n.shown)return;let f=c&&!o?q(s.values,r):0;n.version++,
n.done.length=Math.min(n.done.length,e);for(let u=0;u<Math.min(f,n.done.length);u++)n.done[u]&&(n.done[u]=n.version);n.painted={values:r,from:a,to:i,pieces:n.shown}}
function D({own:t},e){let o=0,n=t.nodes.length;for(;o<n;){let s=o+n>>1;t.nodes[s].offsetTop-t.strip.offsetTop<e?o=s+1:n=s}return o}function z(t){let{first:e,strip:o}=t.
own;return[e+D(t,o.scrollTop-4),e+D(t,o.scrollTop+o.clientHeight-8)]}function Y(t){let{own:e}=t,{strip:o,nodes:n}=e;if(!n.length)return;let{values:s,from:r,to:a}=e.
painted,i=o.clientHeight||100,c=Math.max(0,D(t,o.scrollTop-i)-1),f=Math.min(n.length,D(t,o.scrollTop+2*i)+1);for(let u=c;u<f;u++){if(e.done[u]===e.version)continue;
e.done[u]=e.version;let d=s[u],m=Number.isNaN(d)||d===void 0,h=!m&&r<0&&d<0,N=zt*(r<0?S(Math.abs(d),0,a):S(d,r,a)),g=h?"--dsv-below":"--dsv-tint";n[u].classList.
toggle("none",m),n[u].classList.toggle("below",h),n[u].style.backgroundColor=m?"":`rgba(var(${g}), ${N.toFixed(3)})`}}var P=16,Xt=300;function Jt(t,e){let o=new Float32Array(e).fill(Number.NaN);for(let n=0;n<e;n++){let s=Math.floor((n+1)*t.length/e),r=0,a=0;for(let i=Math.floor(
n*t.length/e);i<s;i++)Number.isNaN(t[i])||(r+=t[i],a++);a&&(o[n]=r/a)}return o}function K({own:t},e){let o=(e.clientX-t.map.getBoundingClientRect().left)/t.map.
clientWidth;return T(Math.floor(o*t.total),0,t.total-1)}function X(t,e,o){let{body:n,model:s,root:r,sel:a,own:i}=t,{map:c,total:f}=i,u=f>Xt;if(c.style.display=u?
"":"none",!u)return;let d=Math.max(100,n.clientWidth-4),{values:m}=i.painted,h=Math.min(f,Math.floor(d)),N=f>i.shown.length?_(s.get("bins")):Jt(m,h),g=at(c,d,P);
Qt(t,g,N,d);let b=E=>E/f*d,[O,F]=[a.get("query_first"),a.get("query_last")];O!==-1&&(g.fillStyle=k(r,"chosen"),g.fillRect(b(O),P-3,Math.max(2,b(F+1)-b(O)),3)),i.
nodes.length&&(g.strokeStyle=k(r,"ink"),g.strokeRect(b(o[0])+.5,.5,Math.max(3,b(o[1])-b(o[0]))-1,P-1)),g.fillStyle=k(r,"chosen");for(let E of e)g.fillRect(b(E),
0,1.5,5);if(a.get("token")===-1)return;let I=b(a.get("token"));g.beginPath(),g.moveTo(I-4,0),g.lineTo(I+4,0),g.lineTo(I,7),g.fill()}function Qt({root:t,own:e},o,n,s){
let{from:r,to:a}=e.painted,i=k(t,"below"),c=k(t,"tint"),f=s/n.length;n.forEach((u,d)=>{let m=r<0?S(Math.abs(u),0,a):S(u,r,a);o.fillStyle=Number.isNaN(u)?"transp\
arent":`rgba(${r<0&&u<0?i:c}, ${.9*m})`,o.fillRect(d*f,0,Math.max(f,1),P)}),o.strokeStyle=k(t,"line"),o.strokeRect(.5,.5,s-1,P-1)}function mt(t,e){let o=e.toLowerCase(),n=[];if(!o)return n;let s=[],r="";for(let i of t)s.push(r.length),r+=i.toLowerCase();let a=0;for(let i=r.indexOf(o);i>=0;i=
r.indexOf(o,i+1)){for(;a+1<s.length&&s[a+1]<=i;)a++;n[n.length-1]!==a&&n.push(a)}return n}var C=({model:t,own:e})=>e.total>e.shown.length&&t.get("kernel")!==!1;
function L(t){let{model:e,own:o}=t;return o.box.value?C(t)?Array.from(x(e.get("found"))):o.search(o.shown,o.box.value).map(n=>n+o.first):[]}function bt(t,e){let{own:o}=t,{choose:n,strip:s}=o;t.listen(n,"change",()=>t.tell("measure",n.value)),t.listen(s,"click",r=>{let a=gt(t,r);a!==-1&&(r.shiftKey?J(
t,xt(t),a):yt(t,a))}),t.listen(s,"mousedown",r=>{r.shiftKey&&r.preventDefault()}),t.listen(s,"mousemove",r=>t.hover({hover_token:gt(t,r)})),t.listen(s,"mouselea\
ve",()=>t.hover({hover_token:-1})),t.listen(s,"scroll",()=>{o.following=s.scrollTop+s.clientHeight>s.scrollHeight-30,e()}),Zt(t),ee(t),oe(t)}function Zt(t){let{
root:e,sel:o,own:n}=t,{box:s}=n,r=a=>{if(a.key==="Escape"&&(e.dataset.anchor=""),!a.shiftKey||!["ArrowLeft","ArrowRight"].includes(a.key)||a.target===s)return;let i=xt(
t),[c,f]=[o.get("query_first"),o.get("query_last")];J(t,i,T((c===-1?i:i===c?f:c)+(a.key==="ArrowRight"?1:-1),0,n.total-1)),a.preventDefault(),a.stopImmediatePropagation()};
t.listen(e,"keydown",r,!0),t.listen(s,"input",()=>{C(t)&&t.tell("search",s.value),t.redraw()}),t.listen(s,"keydown",a=>{a.key==="Escape"&&(s.value="",e.focus(),
t.redraw()),a.key==="Enter"&&te(t,a.shiftKey),a.stopPropagation()})}function te(t,e){let o=L(t),n=t.sel.get("token");if(!o.length)return;let s=e?o.findLast(r=>r<
n):o.find(r=>r>n);t.pick({token:s??o[e?o.length-1:0]})}function ee(t){let{own:e}=t,{map:o}=e;t.listen(o,"mousedown",n=>{e.drag=K(t,n),n.preventDefault()}),t.listen(
o,"mousemove",n=>{let s=K(t,n);e.drag!==null&&n.buttons&&Math.abs(s-e.drag)>e.total/200&&J(t,e.drag,s)}),t.listen(o,"click",n=>{let s=K(t,n);(e.drag===null||Math.
abs(s-e.drag)<=e.total/200)&&yt(t,s),e.drag=null})}function oe(t){let e=o=>!!o.target.closest?.(".dsv-explorer")?.contains(t.root);t.listen(document,"focusin",o=>e(
o)&&V(o),!0),t.listen(document,"keydown",o=>{let{target:n,key:s,ctrlKey:r,metaKey:a}=o;n.tagName!=="TEXTAREA"||s!=="Enter"||!(r||a)||!e(o)||(o.preventDefault(),
o.stopPropagation(),t.model.send({press:"run",prompt:n.value}))},!0)}function gt({own:t},e){let n=e.target.closest?.(".dsv-token");return n?t.first+Number(n.dataset.
index):-1}function xt({root:t,sel:e,own:o}){return t.dataset.anchor?Number(t.dataset.anchor):e.get("token")!==-1?e.get("token"):o.total-1}function yt(t,e){t.root.
dataset.anchor="",t.pick({token:e,query_first:-1,query_last:-1})}function J(t,e,o){t.root.dataset.anchor=String(e),t.pick({query_first:Math.min(e,o),query_last:Math.
max(e,o)})}var ne=["picked","hover","lit","ranged","found","taken"],se=18;function kt(t,e,o){let{model:n,sel:s,own:r}=t;for(let h of r.marked)h.classList.remove(...ne),h.removeAttribute(
"aria-selected"),h.removeAttribute("title");r.marked=[];let a=re(t);for(let h of e)$(t,h,"found");let i=x(n.get("taken"));for(let h of i)$(t,h,"taken");let[c,f]=[
s.get("query_first"),s.get("query_last")],u=Math.min(f,r.first+r.nodes.length-1);if(c!==-1)for(let h=Math.max(c,r.first);h<=u;h++)$(t,h,"ranged");let d=s.get("e\
xpert");r.takenKey.textContent=d>=0&&i.length?`expert ${d} of layer ${s.get("layer")}: ${i.length} tokens`:"";let m=o?` in tokens ${r.first} to ${r.first+r.shown.
length-1}`:"";r.count.textContent=r.box.value?(e.length?`${e.length} found`:"not found")+m:"",ae(t,a),ie(t),ce(t,a)}function $({own:t},e,o){let n=t.nodes[e-t.first];
return n?(n.classList.add(o),t.marked.push(n),n):null}function re(t){let{model:e,own:o}=t,n=_(e.get("lit_gate")),s=Math.max(...n),r=Array.from(x(e.get("lit")));
for(let[a,i]of r.entries()){let c=$(t,i,"lit");c&&(c.title=`gate ${y(n[a],3)}`,c.style.setProperty("--dsv-gate",(se*n[a]/s).toFixed(1)))}return r.filter(a=>o.nodes[a-
o.first])}function Tt({own:t},e){let{strip:o}=t,n=e.offsetTop-o.offsetTop;return n>=o.scrollTop&&n<o.scrollTop+o.clientHeight-12}function ae(t,e){let{own:o}=t,{
strip:n}=o,s=e.map(r=>o.nodes[r-o.first]);s.length&&n.dataset.lit!==e.join()&&!s.some(r=>Tt(t,r))?(o.home??=n.scrollTop,n.scrollTop=s[0].offsetTop-n.offsetTop-4):
!s.length&&o.home!==null&&(n.scrollTop=o.home,o.home=null),n.dataset.lit=e.join()}function ie(t){let{sel:e,own:o}=t,{strip:n}=o,s=e.get("hover_token"),r=e.get("\
token");s>=0&&$(t,s,"hover");let a=r>=0?$(t,r,"picked"):null;a&&(a.setAttribute("aria-selected","true"),n.dataset.picked!==`${r} ${o.first}`&&!Tt(t,a)&&(n.scrollTop=
a.offsetTop-n.offsetTop-n.clientHeight/2)),n.dataset.picked=`${r} ${o.first}`}function ce(t,e){let{model:o,sel:n,facts:s,own:r}=t,{first:a,total:i,shown:c}=r,f=n.
get("hover_token"),u=n.get("token"),d=u>=0&&u<i?u:i-1,m=f>=a&&f<i?f:d;if(s.replaceChildren(),m<0)return;if(e.length){let B=_(o.get("lit_gate")),et=B.indexOf(Math.
max(...B)),Et=w(c[x(o.get("lit"))[et]-a]??"",24),At=l("b","",`“${Et}” ${y(B[et])}`);s.append(`${o.get("lit_title")}, strongest `,At,` of ${e.length} tokens`);
return}let h=m-a,[N,g,b]=r.measure,O=m===f?"":u===m?"chosen: ":"newest: ",F=r.shownFlags[h],I=F&2?" (marker)":F&4?" (bytes of a character)":"";s.append(`${O}tok\
en ${m} of ${i} `,l("b","",`“${w(c[h]??"",24)}”`),`${I} · ${g} ${y(r.painted.values[h])} ${b}`),N==="reach"&&o.get("reach_note")&&s.append(" · hatched: ",
o.get("reach_note"));let[E,tt]=[n.get("query_first"),n.get("query_last")];E!==-1&&s.append(` · range ${E} to ${tt} (${tt-E+1} tokens)`)}var le="linear-gradient(90deg, rgba(var(--dsv-tint),0), rgba(var(--dsv-tint),.72))",fe="linear-gradient(90deg, rgba(var(--dsv-below),.72), rgba(var(--dsv-tint),\
0), rgba(var(--dsv-tint),.72))";function ue({head:t,body:e}){let o=l("select");o.setAttribute("aria-label","colour tokens by");let n=l("span","dsv-legend"),s=l(
"span"),r=l("span","dsv-ramp"),a=l("span");n.append(o,s,r,a);let i=l("span","dsv-key taken"),c=l("input","dsv-search");c.type="search",c.placeholder="find text",
c.setAttribute("aria-label","find text in the tokens; Enter goes to the next place");let f=l("span","dsv-legend");f.setAttribute("role","status"),t.querySelector(
".dsv-numbers")?.before(c,n,f,i);let u=l("canvas","dsv-map"),d=l("div","dsv-strip");return d.setAttribute("role","listbox"),d.setAttribute("aria-label","tokens"),
u.title="the whole run; click to go there, drag to choose a range",e.append(u,d),{choose:o,legend:n,low:s,bar:r,high:a,takenKey:i,box:c,count:f,map:u,strip:d,texts:R(
nt),floats:R(_),shares:R(ot),search:R(mt),first:0,total:0,shown:[],shownFlags:new Uint8Array(0),nodes:[],marked:[],measure:["","","",""],painted:{values:new Float32Array(
0),from:0,to:0,pieces:null},version:0,done:[],following:!0,home:null,drag:null}}function de(t){let{model:e,root:o,sel:n,own:s}=t,r=s.texts(M(e,"utf8"),M(e,"leng\
ths")),a=A(M(e,"flags")),i=s.first!==e.get("first");s.first=e.get("first"),s.total=Math.max(e.get("total"),s.first+r.length);let c=pe(t,r,a,i),f=e.get("measures");
s.measure=f.find(d=>d[0]===e.get("measure"))??["","","",""],ht(t,c,i),Y(t),me(t,f);let u=L(t);kt(t,u,s.total>s.shown.length&&!C(t)),X(t,u,z(t)),o.drawn={pieces:r,
values:s.painted.values,flags:a,first:s.first,total:s.total,measure:s.measure[0],picked:n.get("token"),range:[n.get("query_first"),n.get("query_last")],found:u,
taken:Array.from(x(e.get("taken"))),note:e.get("reach_note"),lit:Array.from(x(e.get("lit"))),at:performance.now()}}function pe({own:t},e,o,n){let{strip:s}=t,r=e===
t.shown?e.length:q(t.shown,e),a=n?0:Math.min(r,q(t.shownFlags.subarray(0,r),o));for(let c of t.nodes.splice(a))c.nextSibling?.remove(),c.remove();let i=document.
createDocumentFragment();for(let c=a;c<e.length;c++){let f=he(e[c],o[c],c);t.nodes.push(f),i.append(f,l("wbr"))}return s.append(i),a<e.length&&t.following&&(s.scrollTop=
s.scrollHeight),t.shown=e,t.shownFlags=o,a}function he(t,e,o){let n=l("span","dsv-token");n.setAttribute("role","option"),n.dataset.index=String(o),e&1||n.classList.
add("prompt"),e&2&&n.classList.add("special"),e&4&&n.classList.add("bytes");for(let[s,r]of t.split(`
`).entries())s&&n.append(l("span","sign","⏎"),`
`),r&&n.append(G(r));return t||n.append(l("span","sign","∅")),n}function me({model:t,own:e},o){let{choose:n,legend:s,low:r,high:a,bar:i}=e,{from:c,to:f}=e.painted,
[u,,d,m]=e.measure;it(n,o.map(([N,g])=>[N,`colour: ${g}`])),n.value=t.get("measure");let h=u==="reach"?t.get("reach_note"):"";s.title=`darker: ${m}; hatched: ${h||
"no value"}`,r.textContent=y(c),a.textContent=`${y(f)} ${d}`,i.style.background=c<0?fe:le}function ge({sel:t,own:e}){let{first:o,shown:n,shownFlags:s,painted:r,
measure:a}=e,i=Math.max(0,Math.min(t.get("token")-o,n.length)-200);return{columns:["position","token","origin",`${a[1]} (${a[2]})`],rows:n.slice(i).map((c,f)=>[
o+i+f,`“${w(c,40)}”`,s[i+f]&1?"generated":"prompt",r.values[i+f]])}}var H=t=>e=>{e.root.dataset.anchor="",pt(e,t,e.own.total)},be={title:"Tokens",aria:"Toke\
ns of this run. Left and right arrows choose a token, with shift a range, slash searches, Escape follows the newest.",keys:{ArrowLeft:H(-1),ArrowRight:H(1),Home:H(
Number.NEGATIVE_INFINITY),End:H(Number.POSITIVE_INFINITY),"/":t=>t.own.box.focus()},build:ue,listen:t=>bt(t,()=>{Y(t),X(t,L(t),z(t))}),draw:de,table:ge},Io=dt(be);export{Io as default};
