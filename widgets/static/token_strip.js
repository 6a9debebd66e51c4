function A(t){return t?t instanceof DataView?new Uint8Array(t.buffer,t.byteOffset,t.byteLength):t instanceof Uint8Array?t:new Uint8Array(t.buffer??t):new Uint8Array(
0)}function v(t,e){let o=A(t);return new e(o.slice(0,o.length-o.length%e.BYTES_PER_ELEMENT).buffer)}var _=t=>v(t,Float32Array),y=t=>v(t,Int32Array);var ot=t=>Float32Array.from(v(t,Uint16Array),e=>e===65535?Number.NaN:e/1e4);function nt(t,e){let o=A(t),n=new TextDecoder,r=[],s=0;for(let a of v(e,Uint16Array))
r.push(n.decode(o.subarray(s,s+a))),s+=a;return r}function R(t){let e=null,o;return(...n)=>((!e||n.some((r,s)=>r!==e[s]))&&(o=t(...n),e=n),o)}var T=(t,e)=>getComputedStyle(t).getPropertyValue(`--dsv-${e}`).trim()||"#888";function l(t,e,o){let n=document.createElement(t);return e&&(n.className=e),o!==void 0&&(n.textContent=o),n}function rt(t,e){let o=l("option","",e);return o.value=String(t),o}function st(t,e){let o=l("table",t),n=l("thead"),r=l("tr"),s=l("tbody");for(let a of e)r.append(
l("th","",a));return n.append(r),o.append(n,s),{table:o,head:r,rows:s}}function at(t,e,o){let n=window.devicePixelRatio||1,r=Math.max(1,Math.round(e*n)),s=Math.
max(1,Math.round(o*n));(t.width!==r||t.height!==s)&&(t.width=r,t.height=s),t.style.width=`${e}px`,t.style.height=`${o}px`;let a=Rt(t);return a.setTransform(n,0,
0,n,0,0),a.clearRect(0,0,e,o),a}var Rt=t=>t.getContext("2d");var k=(t,e,o)=>Math.max(e,Math.min(o,t));function S(t,e,o){return o>e?k((t-e)/(o-e),0,1):t>=o?1:0}function x(t,e=2){return typeof t!="number"||Number.isNaN(t)?"\
–":t.toFixed(e).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}function it(t,e){let o=JSON.stringify(e);t.dataset.options!==o&&(t.replaceChildren(...e.map(([n,r])=>rt(n,r))),t.dataset.options=o)}var wt=["fill","outline","under","dotted","dashed","ramp"],Pt=["hatch","dots","dot","bar","tick","strike"],Lt=t=>t.split(/(\{\w+\})/).filter(Boolean).map(e=>/^\{\w+\}$/.
test(e)?{text:e.slice(1,-1),symbol:!0}:{text:e,symbol:!1});function Ct(t,e){let o=l("span","dsv-mark-of"),[n,r]=t.split(" "),s=wt.includes(n)&&r||Pt.includes(n),
a=l("span",s?`dsv-sign dsv-sign-${n}`:"dsv-sign-letters",s?"":t);return r&&s&&a.style.setProperty("--sign",`var(--dsv-${r==="tint"?"ramp-high":r})`),a.setAttribute(
"aria-hidden",String(s)),o.append(a,e),o}function ct(t,e,o){if(!e?.look_for)return;let{head:n,look:r}=t,s=l("div","dsv-marks"),a=l("div","dsv-help"),i=l("button",
"dsv-small dsv-ask","?");i.type="button",i.title="what this view shows, and its equation",i.setAttribute("aria-label","explain this view"),i.setAttribute("aria-\
expanded","false"),a.hidden=!0,a.setAttribute("role","note"),s.append(...e.marks.map(([c,f])=>Ct(c,f))),a.append(...e.explains.map(c=>l("p","",c))),e.equation&&
a.append(...Ft(t,e,o)),r.append(l("p","dsv-look-for",e.look_for),s,a),n.append(i),t.listen(i,"click",()=>{a.hidden=!a.hidden,i.setAttribute("aria-expanded",String(
!a.hidden))})}function Ft(t,e,o){let n=l("div","dsv-equation"),r=l("div","dsv-symbol-said","Point at a symbol for what it is here.");r.setAttribute("aria-live",
"polite");for(let s of e.equation.split(`
`)){let a=l("div");for(let{text:i,symbol:c}of Lt(s)){if(!c){a.append(i);continue}let f=l("span","dsv-symbol",i.replace(/_/g,"-"));f.tabIndex=0,f.setAttribute("r\
ole","button"),f.dataset.symbol=i;let d=()=>{let u=o(i),h=u?l("b","",` Here: ${u}.`):"";r.replaceChildren(l("i","",i.replace(/_/g,"-")),`: ${e.symbols[i]}.`,h),
r.dataset.symbol=i};for(let u of["mouseenter","focus","click"])t.listen(f,u,d);a.append(f)}n.append(a)}return[n,r]}var lt=globalThis;lt.dsvGains??=new WeakMap;var U=lt.dsvGains;function M(t,e){let o=t.get(e);return U.get(o)?.whole??o}function vt(t,e,o,n){let r=t.get(e),s=A(M(
t,e)),a=A(n);if(s.length!==o||!(r instanceof Object))return!1;let i=U.get(r);if(!i||i.room.length<o+a.length){let c=new Uint8Array(2*(o+a.length));c.set(s),i={room:c},
U.set(r,i)}return i.room.set(a,o),i.whole=i.room.subarray(0,o+a.length),!0}function ft({model:t}){let e=(o,n)=>{let r=(o?.gained??[]).filter(([s,a],i)=>!vt(t,s,
a,n[i]));r.length&&t.send({whole:r.map(([s])=>s)})};t.on("msg:custom",e)}var W=400;function dt(t,e){let o=l("button","dsv-small dsv-numbers","numbers"),n=l("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the n\
umbers of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",t.head.append(o),t.body.before(n);let r=!1;
return t.listen(o,"click",()=>{r=!r,o.setAttribute("aria-pressed",String(r)),t.redraw()}),()=>(n.style.display=r?"":"none",t.body.style.display=r?"none":"",r&&Dt(
t,n,e()),r)}function Dt(t,e,{columns:o,rows:n,note:r}){let s=st("dsv-table",o);for(let i of s.head.children)i.scope="col";for(let i of n.slice(0,W)){let c=l("tr");
c.style.cursor="default";for(let f of i)c.append(l("td","",qt(f)));s.rows.append(c)}let a=n.length>W?`The first ${W} of ${n.length} rows. `:"";e.replaceChildren(
l("div","dsv-note",a+(r??"")),s.table),t.root.drawnTable={columns:o,rows:n.length}}function qt(t){return typeof t=="number"?Number.isInteger(t)?String(t):x(t,4):
String(t??"–")}var Kt="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",Ht={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},Bt={expert:-1,entry:-1,hover_entry:-1},Ut=["SELECT","INPUT","TEX\
TAREA"],ut=t=>({initialize:ft,render:e=>Wt(e,t)});async function Wt({model:t,el:e},o){let n=Vt(o);e.append(n.root);let r=await t.widget_manager.get_model(t.get(
"selection").replace("IPY_MODEL_","")),s=new j(t,r,n,o);return s.own=o.build(s),o.listen?.(s),s.redraw(),()=>s.clean()}function jt(t,e){let o=e.layer!==void 0&&
e.layer!==t.get("layer");for(let[n,r]of Object.entries({...o?Bt:{},...e}))t.set(n,r);t.save_changes()}function Vt({title:t,aria:e}){let o=l("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",e);let n=l("div","dsv-head"),r=l("div","dsv-facts");r.setAttribute("aria-live","polite"),n.append(l(
"span","dsv-title",t),l("span","dsv-space"));let s=l("div","dsv-look"),a=l("div","dsv-message"),i=l("div","dsv-body");return o.append(l("div","dsv-gone",Kt),n,s,
r,a,i),{root:o,head:n,look:s,facts:r,message:a,body:i}}var j=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(e,o,{root:n,head:r,look:s,facts:a,message:i,body:c},f){
this.model=e,this.sel=o,this.root=n,this.head=r,this.look=s,this.facts=a,this.body=c,this.#t=i,this.#r=f,this.own=void 0,this.tabled=f.table?dt(this,()=>f.table(
this)):null,ct(this,e.get("about"),d=>f.symbols?.(this,d)),this.#c(),this.#l()}redraw(){this.#o||this.#n||(this.#o=!0,requestAnimationFrame(()=>{this.#o=!1,this.#n||
this.#a()}))}#a(){let{root:e,model:o,facts:n,body:r}=this;if(!e.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),50);return}this.#s=60;let s=o.get("messa\
ge");if(e.classList.toggle("empty",!!s),this.#t.textContent=s,this.#t.style.display=s?"":"none",r.style.display=s?"none":"",s){n.textContent="";return}if(!this.
tabled?.())try{this.#r.draw(this)}catch(a){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${a}`,console.error(a)}}pick(e){jt(this.sel,
e)}hover(e){let o=Object.entries(e).filter(([n,r])=>this.sel.get(n)!==r);this.#i(o),o.some(([n])=>n==="hover_entry")&&this.sel.save_changes()}#i(e){for(let[o,n]of e)
this.sel.set(o,n)}tell(e,o){this.model.set(e,o),this.model.save_changes()}listen(e,o,n,r){e.addEventListener(o,n,r),this.#e.push(()=>e.removeEventListener(o,n,r))}#c(){
let{model:e,sel:o,root:n}=this,r=()=>this.redraw(),s=(f,d,u)=>{f.on(d,u),this.#e.push(()=>f.off(d,u))};s(e,"change",r),s(e,"msg:custom",r),s(o,"change",r);let a=()=>n.
classList.toggle("gone",o.comm_live===!1);a(),s(o,"comm_live_update",a);let i=new MutationObserver(()=>{r(),setTimeout(r,400)});i.observe(document.body,{attributes:!0,
attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let c=new ResizeObserver(r);c.observe(n),this.#e.push(()=>i.disconnect(),()=>c.disconnect())}#l(){
this.listen(this.root,"focusin",V,!0),this.listen(this.root,"keydown",e=>{if(Ut.includes(e.target.tagName)||e.ctrlKey||e.metaKey||e.altKey)return;let o=e.key===
"Escape"?()=>this.pick(Ht):this.#r.keys?.[e.key];o&&(o(this),e.preventDefault(),e.stopPropagation())})}clean(){this.#n=!0;for(let e of this.#e)e();this.root.remove()}},
V=t=>{t.target.dataset.lmSuppressShortcuts="true"};function pt(t,e,o){let n=t.sel.get("token"),r=n===-1?o-1:n,s=Number.isFinite(e)?r+e:e<0?0:o-1;t.pick({token:k(s,0,o-1)})}function mt(t,e,o){if(!o.length)return;
let n=Math.max(0,o.indexOf(t.sel.get("layer")));t.pick({layer:o[k(n+e,0,o.length-1)],expert:-1,entry:-1})}var Gt=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,zt=/<｜([^｜<>\n]*)｜>/g,Yt=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
Xt=t=>`⟨U+${t.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,G=t=>t.replace(zt,(e,o)=>`<|${o.replace(/▁/g,"_")}|>`).replace(Gt,Xt),Jt=t=>Yt.
test(t)?`⁨${t}⁩`:t;function w(t,e=9){let o=t.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),n=G(o)||"␣",r=[...n];return Jt(r.length>e?`${r.slice(0,
e-1).join("")}…`:n)}var Qt=.58;function q(t,e){let o=Math.min(t.length,e.length);for(let n=0;n<o;n++)if(t[n]!==e[n])return n;return o}function Zt({model:t,own:e}){return t.get("mea\
sure")==="reach"?{values:e.shares(t.get("reach")),from:0,to:t.get("reach_high")}:{values:e.floats(M(t,"values")),from:t.get("low"),to:t.get("high")}}function ht(t,e,o){
let{own:n}=t,r=n.painted,{values:s,from:a,to:i}=Zt(t),c=r.from===a&&r.to===i;if(c&&r.values===s&&r.pieces===n.shown)return;let f=c&&!o?q(r.values,s):0;n.version++,
n.done.length=Math.min(n.done.length,e);for(let d=0;d<Math.min(f,n.done.length);d++)n.done[d]&&(n.done[d]=n.version);n.painted={values:s,from:a,to:i,pieces:n.shown}}
function D({own:t},e){let o=0,n=t.nodes.length;for(;o<n;){let r=o+n>>1;t.nodes[r].offsetTop-t.strip.offsetTop<e?o=r+1:n=r}return o}function z(t){let{first:e,strip:o}=t.
own;return[e+D(t,o.scrollTop-4),e+D(t,o.scrollTop+o.clientHeight-8)]}function Y(t){let{own:e}=t,{strip:o,nodes:n}=e;if(!n.length)return;let{values:r,from:s,to:a}=e.
painted,i=o.clientHeight||100,c=Math.max(0,D(t,o.scrollTop-i)-1),f=Math.min(n.length,D(t,o.scrollTop+2*i)+1);for(let d=c;d<f;d++){if(e.done[d]===e.version)continue;
e.done[d]=e.version;let u=r[d],h=Number.isNaN(u)||u===void 0,m=!h&&s<0&&u<0,N=Qt*(s<0?S(Math.abs(u),0,a):S(u,s,a)),g=m?"--dsv-below":"--dsv-tint";n[d].classList.
toggle("none",h),n[d].classList.toggle("below",m),n[d].style.backgroundColor=h?"":`rgba(var(${g}), ${N.toFixed(3)})`}}var P=16,te=300;function ee(t,e){let o=new Float32Array(e).fill(Number.NaN);for(let n=0;n<e;n++){let r=Math.floor((n+1)*t.length/e),s=0,a=0;for(let i=Math.floor(
n*t.length/e);i<r;i++)Number.isNaN(t[i])||(s+=t[i],a++);a&&(o[n]=s/a)}return o}function K({own:t},e){let o=(e.clientX-t.map.getBoundingClientRect().left)/t.map.
clientWidth;return k(Math.floor(o*t.total),0,t.total-1)}function X(t,e,o){let{body:n,model:r,root:s,sel:a,own:i}=t,{map:c,total:f}=i,d=f>te;if(c.style.display=d?
"":"none",!d)return;let u=Math.max(100,n.clientWidth-4),{values:h}=i.painted,m=Math.min(f,Math.floor(u)),N=f>i.shown.length?_(r.get("bins")):ee(h,m),g=at(c,u,P);
oe(t,g,N,u);let b=E=>E/f*u,[$,F]=[a.get("query_first"),a.get("query_last")];$!==-1&&(g.fillStyle=T(s,"chosen"),g.fillRect(b($),P-3,Math.max(2,b(F+1)-b($)),3)),i.
nodes.length&&(g.strokeStyle=T(s,"ink"),g.strokeRect(b(o[0])+.5,.5,Math.max(3,b(o[1])-b(o[0]))-1,P-1)),g.fillStyle=T(s,"chosen");for(let E of e)g.fillRect(b(E),
0,1.5,5);if(a.get("token")===-1)return;let I=b(a.get("token"));g.beginPath(),g.moveTo(I-4,0),g.lineTo(I+4,0),g.lineTo(I,7),g.fill()}function oe({root:t,own:e},o,n,r){
let{from:s,to:a}=e.painted,i=T(t,"below"),c=T(t,"tint"),f=r/n.length;n.forEach((d,u)=>{let h=s<0?S(Math.abs(d),0,a):S(d,s,a);o.fillStyle=Number.isNaN(d)?"transp\
arent":`rgba(${s<0&&d<0?i:c}, ${.9*h})`,o.fillRect(u*f,0,Math.max(f,1),P)}),o.strokeStyle=T(t,"line"),o.strokeRect(.5,.5,r-1,P-1)}function gt(t,e){let o=e.toLowerCase(),n=[];if(!o)return n;let r=[],s="";for(let i of t)r.push(s.length),s+=i.toLowerCase();let a=0;for(let i=s.indexOf(o);i>=0;i=
s.indexOf(o,i+1)){for(;a+1<r.length&&r[a+1]<=i;)a++;n[n.length-1]!==a&&n.push(a)}return n}var L=({model:t,own:e})=>e.total>e.shown.length&&t.get("kernel")!==!1;
function C(t){let{model:e,own:o}=t;return o.box.value?L(t)?Array.from(y(e.get("found"))):o.search(o.shown,o.box.value).map(n=>n+o.first):[]}function xt(t,e){let{own:o}=t,{choose:n,strip:r}=o;t.listen(n,"change",()=>t.tell("measure",n.value)),t.listen(r,"click",s=>{let a=bt(t,s);a!==-1&&(s.shiftKey?J(
t,yt(t),a):kt(t,a))}),t.listen(r,"mousedown",s=>{s.shiftKey&&s.preventDefault()}),t.listen(r,"mousemove",s=>t.hover({hover_token:bt(t,s)})),t.listen(r,"mouselea\
ve",()=>t.hover({hover_token:-1})),t.listen(r,"scroll",()=>{o.following=r.scrollTop+r.clientHeight>r.scrollHeight-30,e()}),ne(t),se(t),ae(t)}function ne(t){let{
root:e,sel:o,own:n}=t,{box:r}=n,s=a=>{if(a.key==="Escape"&&(e.dataset.anchor=""),!a.shiftKey||!["ArrowLeft","ArrowRight"].includes(a.key)||a.target===r)return;let i=yt(
t),[c,f]=[o.get("query_first"),o.get("query_last")];J(t,i,k((c===-1?i:i===c?f:c)+(a.key==="ArrowRight"?1:-1),0,n.total-1)),a.preventDefault(),a.stopImmediatePropagation()};
t.listen(e,"keydown",s,!0),t.listen(r,"input",()=>{L(t)&&t.tell("search",r.value),t.redraw()}),t.listen(r,"keydown",a=>{a.key==="Escape"&&(r.value="",e.focus(),
t.redraw()),a.key==="Enter"&&re(t,a.shiftKey),a.stopPropagation()})}function re(t,e){let o=C(t),n=t.sel.get("token");if(!o.length)return;let r=e?o.findLast(s=>s<
n):o.find(s=>s>n);t.pick({token:r??o[e?o.length-1:0]})}function se(t){let{own:e}=t,{map:o}=e;t.listen(o,"mousedown",n=>{e.drag=K(t,n),n.preventDefault()}),t.listen(
o,"mousemove",n=>{let r=K(t,n);e.drag!==null&&n.buttons&&Math.abs(r-e.drag)>e.total/200&&J(t,e.drag,r)}),t.listen(o,"click",n=>{let r=K(t,n);(e.drag===null||Math.
abs(r-e.drag)<=e.total/200)&&kt(t,r),e.drag=null})}function ae(t){let e=o=>!!o.target.closest?.(".dsv-explorer")?.contains(t.root);t.listen(document,"focusin",o=>e(
o)&&V(o),!0),t.listen(document,"keydown",o=>{let{target:n,key:r,ctrlKey:s,metaKey:a,shiftKey:i}=o,c=r==="Enter"&&(s||a||i);n.tagName!=="TEXTAREA"||!c||!e(o)||(o.
preventDefault(),o.stopPropagation(),t.model.send({press:"run",prompt:n.value}))},!0)}function bt({own:t},e){let n=e.target.closest?.(".dsv-token");return n?t.first+
Number(n.dataset.index):-1}function yt({root:t,sel:e,own:o}){return t.dataset.anchor?Number(t.dataset.anchor):e.get("token")!==-1?e.get("token"):o.total-1}function kt(t,e){
t.root.dataset.anchor="",t.pick({token:e,query_first:-1,query_last:-1})}function J(t,e,o){t.root.dataset.anchor=String(e),t.pick({query_first:Math.min(e,o),query_last:Math.
max(e,o)})}var ie=["picked","hover","lit","ranged","found","taken"],ce=18;function Tt(t,e,o){let{model:n,sel:r,own:s}=t;for(let m of s.marked)m.classList.remove(...ie),m.removeAttribute(
"aria-selected"),m.removeAttribute("title");s.marked=[];let a=le(t);for(let m of e)O(t,m,"found");let i=y(n.get("taken"));for(let m of i)O(t,m,"taken");let[c,f]=[
r.get("query_first"),r.get("query_last")],d=Math.min(f,s.first+s.nodes.length-1);if(c!==-1)for(let m=Math.max(c,s.first);m<=d;m++)O(t,m,"ranged");let u=r.get("e\
xpert");s.takenKey.textContent=u>=0&&i.length?`expert ${u} of layer ${r.get("layer")}: ${i.length} tokens`:"";let h=o?` in tokens ${s.first} to ${s.first+s.shown.
length-1}`:"";s.count.textContent=s.box.value?(e.length?`${e.length} found`:"not found")+h:"",fe(t,a),de(t),ue(t,a)}function O({own:t},e,o){let n=t.nodes[e-t.first];
return n?(n.classList.add(o),t.marked.push(n),n):null}function le(t){let{model:e,own:o}=t,n=_(e.get("lit_gate")),r=Math.max(...n),s=Array.from(y(e.get("lit")));
for(let[a,i]of s.entries()){let c=O(t,i,"lit");c&&(c.title=`gate ${x(n[a],3)}`,c.style.setProperty("--dsv-gate",(ce*n[a]/r).toFixed(1)))}return s.filter(a=>o.nodes[a-
o.first])}function Nt({own:t},e){let{strip:o}=t,n=e.offsetTop-o.offsetTop;return n>=o.scrollTop&&n<o.scrollTop+o.clientHeight-12}function fe(t,e){let{own:o}=t,{
strip:n}=o,r=e.map(s=>o.nodes[s-o.first]);r.length&&n.dataset.lit!==e.join()&&!r.some(s=>Nt(t,s))?(o.home??=n.scrollTop,n.scrollTop=r[0].offsetTop-n.offsetTop-4):
!r.length&&o.home!==null&&(n.scrollTop=o.home,o.home=null),n.dataset.lit=e.join()}function de(t){let{sel:e,own:o}=t,{strip:n}=o,r=e.get("hover_token"),s=e.get("\
token");r>=0&&O(t,r,"hover");let a=s>=0?O(t,s,"picked"):null;a&&(a.setAttribute("aria-selected","true"),n.dataset.picked!==`${s} ${o.first}`&&!Nt(t,a)&&(n.scrollTop=
a.offsetTop-n.offsetTop-n.clientHeight/2)),n.dataset.picked=`${s} ${o.first}`}function ue(t,e){let{model:o,sel:n,facts:r,own:s}=t,{first:a,total:i,shown:c}=s,f=n.
get("hover_token"),d=n.get("token"),u=d>=0&&d<i?d:i-1,h=f>=a&&f<i?f:u;if(r.replaceChildren(),h<0)return;if(e.length){let B=_(o.get("lit_gate")),et=B.indexOf(Math.
max(...B)),St=w(c[y(o.get("lit"))[et]-a]??"",24),Ot=l("b","",`“${St}” ${x(B[et])}`);r.append(`${o.get("lit_title")}, strongest `,Ot,` of ${e.length} tokens`);
return}let m=h-a,[N,g,b]=s.measure,$=h===f?"":d===h?"chosen: ":"newest: ",F=s.shownFlags[m],I=F&2?" (marker)":F&4?" (bytes of a character)":"";r.append(`${$}tok\
en ${h} of ${i} `,l("b","",`“${w(c[m]??"",24)}”`),`${I} · ${g} ${x(s.painted.values[m])} ${b}`),N==="reach"&&o.get("reach_note")&&r.append(" · hatched: ",
o.get("reach_note"));let[E,tt]=[n.get("query_first"),n.get("query_last")];E!==-1&&r.append(` · range ${E} to ${tt} (${tt-E+1} tokens)`)}var pe="0.16";function Et(t){if(matchMedia("(prefers-reduced-motion: reduce)").matches)return;let e=o=>({boxShadow:`inset 0 -2px 0 ${o}`});for(let o of t.slice(
-60))o.animate([e("var(--dsv-mark)"),e("transparent")],1200)}function me(t,e,o){let n=t||o,r=e||o;return n<r?[n,r,!1]:[r,n,!0]}function At({sel:t,own:e}){let o=t.
get("written"),n=o===void 0||o<0?0:Math.max(1,o+1-e.first),[r,s,a]=me(Math.min(e.dimmed||e.nodes.length,e.nodes.length),n,e.nodes.length);for(let i=r;i<Math.min(
s,e.nodes.length);i++)e.nodes[i].style.opacity=a?pe:"";e.dimmed=n,n&&n<=e.nodes.length&&e.nodes[n-1].scrollIntoView({block:"nearest",inline:"nearest"})}var he="linear-gradient(90deg, rgba(var(--dsv-tint),0), rgba(var(--dsv-tint),.58))",ge="linear-gradient(90deg, rgba(var(--dsv-below),.58), rgba(var(--dsv-tint),\
0), rgba(var(--dsv-tint),.58))";function be({head:t,body:e}){let o=l("select");o.setAttribute("aria-label","colour tokens by");let n=l("span","dsv-legend"),r=l(
"span"),s=l("span","dsv-ramp"),a=l("span");n.append(o,r,s,a);let i=l("span","dsv-key taken"),c=l("input","dsv-search");c.type="search",c.placeholder="find text",
c.setAttribute("aria-label","find text in the tokens; Enter goes to the next place");let f=l("span","dsv-legend");f.setAttribute("role","status"),t.querySelector(
".dsv-numbers")?.before(c,n,f,i);let d=l("canvas","dsv-map"),u=l("div","dsv-strip");return u.setAttribute("role","listbox"),u.setAttribute("aria-label","tokens"),
d.title="the whole run; click to go there, drag to choose a range",e.append(d,u),{choose:o,legend:n,low:r,bar:s,high:a,takenKey:i,box:c,count:f,map:d,strip:u,texts:R(
nt),floats:R(_),shares:R(ot),search:R(gt),first:0,total:0,shown:[],shownFlags:new Uint8Array(0),nodes:[],marked:[],measure:["","","",""],painted:{values:new Float32Array(
0),from:0,to:0,pieces:null},version:0,done:[],following:!0,home:null,drag:null,dimmed:0}}function xe(t){let{model:e,root:o,sel:n,own:r}=t,s=r.texts(M(e,"utf8"),
M(e,"lengths")),a=A(M(e,"flags")),i=r.first!==e.get("first");r.first=e.get("first"),r.total=Math.max(e.get("total"),r.first+s.length);let c=ye(t,s,a,i),f=e.get(
"measures");r.measure=f.find(u=>u[0]===e.get("measure"))??["","","",""],ht(t,c,i),Y(t),At(t),Te(t,f);let d=C(t);Tt(t,d,r.total>r.shown.length&&!L(t)),X(t,d,z(t)),
o.drawn={pieces:s,values:r.painted.values,flags:a,first:r.first,total:r.total,measure:r.measure[0],picked:n.get("token"),range:[n.get("query_first"),n.get("quer\
y_last")],found:d,taken:Array.from(y(e.get("taken"))),note:e.get("reach_note"),lit:Array.from(y(e.get("lit"))),at:performance.now()}}function ye({own:t},e,o,n){
let{strip:r}=t,s=e===t.shown?e.length:q(t.shown,e),a=n?0:Math.min(s,q(t.shownFlags.subarray(0,s),o));for(let c of t.nodes.splice(a))c.nextSibling?.remove(),c.remove();
let i=document.createDocumentFragment();for(let c=a;c<e.length;c++){let f=ke(e[c],o[c],c);t.nodes.push(f),i.append(f,l("wbr"))}return r.append(i),a&&Et(t.nodes.
slice(a)),a<e.length&&t.following&&(r.scrollTop=r.scrollHeight),t.shown=e,t.shownFlags=o,a}function ke(t,e,o){let n=l("span","dsv-token");n.setAttribute("role",
"option"),n.dataset.index=String(o),e&1||n.classList.add("prompt"),e&2&&n.classList.add("special"),e&4&&n.classList.add("bytes");for(let[r,s]of t.split(`
`).entries())r&&n.append(l("span","sign","⏎"),`
`),s&&n.append(G(s));return t||n.append(l("span","sign","∅")),n}function Te({model:t,own:e},o){let{choose:n,legend:r,low:s,high:a,bar:i}=e,{from:c,to:f}=e.painted,
[d,,u,h]=e.measure;it(n,o.map(([N,g])=>[N,`colour: ${g}`])),n.value=t.get("measure");let m=d==="reach"?t.get("reach_note"):"";r.title=`darker: ${h}; hatched: ${m||
"no value"}`,s.textContent=x(c),a.textContent=`${x(f)} ${u}`,i.style.background=c<0?ge:he}function Ne({sel:t,own:e}){let{first:o,shown:n,shownFlags:r,painted:s,
measure:a}=e,i=Math.max(0,Math.min(t.get("token")-o,n.length)-200);return{columns:["position","token","origin",`${a[1]} (${a[2]})`],rows:n.slice(i).map((c,f)=>[
o+i+f,`“${w(c,40)}”`,r[i+f]&1?"generated":"prompt",s.values[i+f]])}}var H=t=>e=>{e.root.dataset.anchor="",pt(e,t,e.own.total)};function _t(t,e){mt(t,e,Array.
from({length:t.model.get("layers")},(o,n)=>n))}var Ee={title:"Tokens",aria:"Tokens of this run. Left and right arrows choose a token, with shift a range, up and\
 down the layer, slash searches, Escape follows the newest.",keys:{ArrowLeft:H(-1),ArrowRight:H(1),ArrowUp:t=>_t(t,-1),ArrowDown:t=>_t(t,1),Home:H(Number.NEGATIVE_INFINITY),
End:H(Number.POSITIVE_INFINITY),"/":t=>t.own.box.focus()},build:be,listen:t=>xt(t,()=>{Y(t),X(t,C(t),z(t))}),draw:xe,table:Ne,symbols:({sel:t,own:e},o)=>{let n=(t.
get("token")===-1?e.total-1:t.get("token"))-e.first,r=e.measure[0]==="surprise"?e.painted.values[n]:Number.NaN;if(r>=0)return`${x(o==="p"?Math.exp(-r):r,3)} for\
 token ${e.first+n}`}},Do=ut(Ee);export{Do as default};
