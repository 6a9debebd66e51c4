function U(e){return e?e instanceof DataView?new Uint8Array(e.buffer,e.byteOffset,e.byteLength):e instanceof Uint8Array?e:new Uint8Array(e.buffer??e):new Uint8Array(
0)}function gt(e,t){let o=U(e);return new t(o.slice(0,o.length-o.length%t.BYTES_PER_ELEMENT).buffer)}var k=e=>gt(e,Float32Array);var E=(e,t)=>getComputedStyle(e).getPropertyValue(`--dsv-${t}`).trim()||"#888";function J(e){let t=e.trim().replace("#","");return[0,2,4].map(o=>Number.parseInt(
t.length===3?t[o/2]+t[o/2]:t.slice(o,o+2),16))}function xt(e,t,o){let n=J(e),s=J(t);return n.map((r,i)=>Math.round(r+(s[i]-r)*o))}var _=(e,t,o)=>`rgb(${xt(e,t,o).
join(",")})`;function R(e){let[t,o,n]=(e.match(/\d+/g)??["0","0","0"]).map(Number);return .299*t+.587*o+.114*n>140?"#111":"#fff"}function h(e,t,o){let n=document.createElement(e);return t&&(n.className=t),o!==void 0&&(n.textContent=o),n}function d(e,t,o){let n=document.createElementNS("ht\
tp://www.w3.org/2000/svg",e);for(let[s,r]of Object.entries(t??{}))n.setAttribute(s,String(r));return o!==void 0&&(n.textContent=o),n}function P(e,t){let o=h("op\
tion","",t);return o.value=String(e),o}function Z(e,t){let o=h("table",e),n=h("thead"),s=h("tr"),r=h("tbody");for(let i of t)s.append(h("th","",i));return n.append(
s),o.append(n,r),{table:o,head:s,rows:r}}var tt=globalThis;tt.dsvGains??=new WeakMap;var K=tt.dsvGains;function yt(e,t){let o=e.get(t);return K.get(o)?.whole??o}function bt(e,t,o,n){let s=e.get(t),r=U(
yt(e,t)),i=U(n);if(r.length!==o||!(s instanceof Object))return!1;let a=K.get(s);if(!a||a.room.length<o+i.length){let l=new Uint8Array(2*(o+i.length));l.set(r),a=
{room:l},K.set(s,a)}return a.room.set(i,o),a.whole=a.room.subarray(0,o+i.length),!0}function et({model:e}){let t=(o,n)=>{let s=(o?.gained??[]).filter(([r,i],a)=>!bt(
e,r,i,n[a]));s.length&&e.send({whole:s.map(([r])=>r)})};e.on("msg:custom",t)}var T=(e,t,o)=>Math.max(t,Math.min(o,e));function ot(e,t,o){return o>t?T((e-t)/(o-t),0,1):e>=o?1:0}function w(e,t=2){return typeof e!="number"||Number.isNaN(e)?
"–":e.toFixed(t).replace(/^-(0\.?0*)$/,"$1").replace("-","−")}var V=400;function nt(e,t){let o=h("button","dsv-small dsv-numbers","▦"),n=h("div","dsv-pane-table");o.setAttribute("aria-pressed","false"),o.title="the numbe\
rs of this view as a table",o.setAttribute("aria-label","numbers as a table"),n.tabIndex=0,n.style.display="none",e.head.append(o),e.body.before(n);let s=!1;return e.
listen(o,"click",()=>{s=!s,o.setAttribute("aria-pressed",String(s)),e.redraw()}),()=>(n.style.display=s?"":"none",e.body.style.display=s?"none":"",s&&wt(e,n,t()),
s)}function wt(e,t,{columns:o,rows:n,note:s}){let r=Z("dsv-table",o);for(let a of r.head.children)a.scope="col";for(let a of n.slice(0,V)){let l=h("tr");l.style.
cursor="default";for(let c of a)l.append(h("td","",Nt(c)));r.rows.append(l)}let i=n.length>V?`The first ${V} of ${n.length} rows. `:"";t.replaceChildren(h("div",
"dsv-note",i+(s??"")),r.table),e.root.drawnTable={columns:o,rows:n.length}}function Nt(e){return typeof e=="number"?Number.isInteger(e)?String(e):w(e,4):String(
e??"–")}var kt="No kernel stands behind this view (it was restarted, or this is a saved notebook): it shows its last state and does not answer. Run its cell again.",Et={
token:-1,head:-1,expert:-1,entry:-1,query_first:-1,query_last:-1,hover_token:-1,hover_entry:-1},$t={expert:-1,entry:-1,hover_entry:-1},St=["SELECT","INPUT","TEX\
TAREA"],rt=e=>({initialize:et,render:t=>At(t,e)});async function At({model:e,el:t},o){let n=Mt(o);t.append(n.root);let s=await e.widget_manager.get_model(e.get(
"selection").replace("IPY_MODEL_","")),r=new H(e,s,n,o);return r.own=o.build(r),o.listen?.(r),r.redraw(),()=>r.clean()}function Tt(e,t){let o=t.layer!==void 0&&
t.layer!==e.get("layer");for(let[n,s]of Object.entries({...o?$t:{},...t}))e.set(n,s);e.save_changes()}function Mt({title:e,aria:t}){let o=h("div","dsv");o.tabIndex=
0,o.setAttribute("role","group"),o.setAttribute("aria-label",t);let n=h("div","dsv-head"),s=h("span","dsv-facts");s.setAttribute("aria-live","polite"),n.append(
h("span","dsv-title",e),s);let r=h("div","dsv-message"),i=h("div","dsv-body");return o.append(h("div","dsv-gone",kt),n,r,i),{root:o,head:n,facts:s,message:r,body:i}}
var H=class{#o=!1;#n=!1;#s=60;#t;#r;#e=[];constructor(t,o,{root:n,head:s,facts:r,message:i,body:a},l){this.model=t,this.sel=o,this.root=n,this.head=s,this.facts=
r,this.body=a,this.#t=i,this.#r=l,this.own=void 0,this.tabled=l.table?nt(this,()=>l.table(this)):null,this.#c(),this.#l()}redraw(){this.#o||this.#n||(this.#o=!0,
requestAnimationFrame(()=>{this.#o=!1,this.#n||this.#a()}))}#a(){let{root:t,model:o,facts:n,body:s}=this;if(!t.clientWidth){this.#s-- >0&&setTimeout(()=>this.redraw(),
50);return}this.#s=60;let r=o.get("message");if(t.classList.toggle("empty",!!r),this.#t.textContent=r,this.#t.style.display=r?"":"none",s.style.display=r?"none":
"",r){n.textContent="";return}if(!this.tabled?.())try{this.#r.draw(this)}catch(i){this.#t.style.display="",this.#t.textContent=`This view could not be drawn: ${i}`,
console.error(i)}}pick(t){Tt(this.sel,t)}hover(t){let o=Object.entries(t).filter(([n,s])=>this.sel.get(n)!==s);this.#i(o),o.some(([n])=>n==="hover_entry")&&this.
sel.save_changes()}#i(t){for(let[o,n]of t)this.sel.set(o,n)}tell(t,o){this.model.set(t,o),this.model.save_changes()}listen(t,o,n,s){t.addEventListener(o,n,s),this.#e.
push(()=>t.removeEventListener(o,n,s))}#c(){let{model:t,sel:o,root:n}=this,s=()=>this.redraw(),r=(c,p,f)=>{c.on(p,f),this.#e.push(()=>c.off(p,f))};r(t,"change",
s),r(t,"msg:custom",s),r(o,"change",s);let i=()=>n.classList.toggle("gone",o.comm_live===!1);i(),r(o,"comm_live_update",i);let a=new MutationObserver(()=>{s(),setTimeout(
s,400)});a.observe(document.body,{attributes:!0,attributeFilter:["data-jp-theme-name","data-jp-theme-light"]});let l=new ResizeObserver(s);l.observe(n),this.#e.
push(()=>a.disconnect(),()=>l.disconnect())}#l(){this.listen(this.root,"focusin",Ot,!0),this.listen(this.root,"keydown",t=>{if(St.includes(t.target.tagName)||t.
ctrlKey||t.metaKey||t.altKey)return;let o=t.key==="Escape"?()=>this.pick(Et):this.#r.keys?.[t.key];o&&(o(this),t.preventDefault(),t.stopPropagation())})}clean(){
this.#n=!0;for(let t of this.#e)t();this.root.remove()}},Ot=e=>{e.target.dataset.lmSuppressShortcuts="true"};var vt=/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,_t=/<｜([^｜<>\n]*)｜>/g,Rt=/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b][\udc00-\udfff]/,
Ct=e=>`⟨U+${e.codePointAt(0).toString(16).toUpperCase().padStart(4,"0")}⟩`,It=e=>e.replace(_t,(t,o)=>`<|${o.replace(/▁/g,"_")}|>`).replace(vt,Ct),Pt=e=>Rt.
test(e)?`⁨${e}⁩`:e;function st(e,t=9){let o=e.replace(/\n/g,"⏎").replace(/\t/g,"⇥").replace(/^ /,"").replace(/ /g,"·"),n=It(o)||"␣",s=[...n];return Pt(s.length>t?`${s.slice(
0,t-1).join("")}…`:n)}var O=40,L=16,Lt=18,Ft=11,at=[["entries",""],["window","5 3"],["sink","2 2"],["mark","8 3 2 3"]];function v(e,t){let{width:o,height:n,title:s,right:r=96,series:i,
ticks:a,low:l,high:c,at:p,axis:f=[],click:g}=t,u=o-O-r,m=n-L-Lt,y=Math.max(...i.map(x=>x.values.length),1),N=x=>O+(y>1?x/(y-1):.5)*u,M=x=>L+(1-ot(x,l,c))*m,$=d(
"svg",{width:o,height:n,role:"img","aria-label":s});$.append(d("text",{x:0,y:10,class:"quiet"},s));for(let[x,S]of a)$.append(d("line",{x1:O,x2:O+u,y1:M(x),y2:M(
x),stroke:E(e,"line")}),d("text",{x:O-4,y:M(x)+3,"text-anchor":"end",class:"quiet"},S));for(let[x,S]of f)$.append(d("text",{x:N(x),y:n-4,"text-anchor":"middle",
class:"quiet"},S));if(p>=0){let x={x1:N(p),x2:N(p),y1:L,y2:L+m};$.append(d("line",{...x,stroke:E(e,"mark"),"stroke-width":1.5}))}return $.append(...Bt(e,i,N,M,O+
u)),g&&($.style.cursor="pointer",$.addEventListener("click",x=>{let S=(x.clientX-$.getBoundingClientRect().left-O)/u;g(T(Math.round(S*(y-1)),0,y-1))})),$}function Bt(e,t,o,n,s){
let r=[],i=[];for(let{name:l,values:c,style:p}of t){let f=c.findLastIndex(N=>!Number.isNaN(N));if(f<0)continue;let[g,u]=at[p%at.length],m=E(e,g),y=Dt(c,o,n);r.push(
d("path",{d:y,fill:"none",stroke:m,"stroke-width":1.8,"stroke-dasharray":u})),i.push({name:l,stroke:m,y:n(c[f])})}i.sort((l,c)=>l.y-c.y);let a=L+4;for(let{name:l,
stroke:c,y:p}of i){let f=Math.max(p,a),g=d("text",{x:s+5,y:f+3},l);g.style.fill=c,r.push(g),a=f+Ft}return r}function Dt(e,t,o){let n="",s=!1;return e.forEach((r,i)=>{
let a=!Number.isNaN(r);a&&(n+=`${s?"L":"M"}${t(i).toFixed(1)} ${o(r).toFixed(1)}`),s=a}),n}function W(e){let t=Array.from(e).filter(i=>Number.isFinite(i)),o=Math.
floor(Math.min(0,...t)),n=Math.max(o+1,Math.ceil(Math.max(0,...t))),s=Math.max(1,Math.ceil((n-o)/4)),r=[];for(let i=o;i<=n;i+=s){let a=String(Number((10**i).toPrecision(
1))),l=i===0?"1":Math.abs(i)<=3?a:`1e${i}`.replace("-","−");r.push([i,l])}return{low:o,high:n,ticks:r}}var G=40,Ut='The dial needs the logits before Sinkhorn (“comb_logits” of the group “mixing”). This run did not keep them; run it again with capture="standard".',
Wt=[[-8,"1e−8"],[-5,"1e−5"],[-2,"0.01"],[0,"1"]];function it(e,t,o,n){let s=Float64Array.from(e);for(let r=0;r<t;r++){let i=s.subarray(r*t,r*t+t),a=Math.max(
...i),l=i.map(p=>Math.exp(p-a)),c=l.reduce((p,f)=>p+f,0);i.set(l.map(p=>p/c+n))}for(let r=0;r<o;r++)r&&ct(s,t,t,1,n),ct(s,t,1,t,n);return s}function ct(e,t,o,n,s){
for(let r=0;r<t;r++){let i=s;for(let a=0;a<t;a++)i+=e[r*o+a*n];for(let a=0;a<t;a++)e[r*o+a*n]/=i}}function qt(e,t){let o=0,n=0;for(let s=0;s<t;s++){let r=0,i=0;
for(let a=0;a<t;a++)r+=e[s*t+a],i+=e[a*t+s];o=Math.max(o,Math.abs(r-1)),n=Math.max(n,Math.abs(i-1))}return{row:o,column:n}}function lt(e,t){let{model:o,own:n}=e,
{pane:s}=n,r=k(o.get("logits")),i=k(o.get("pre")).length,{steps:a,eps:l}=o.get("steps");if(!r.length||Number.isNaN(r[0]))return s.replaceChildren(h("div","dsv-m\
essage",Ut)),{};let c=n.dial??a,p=it(r,i,c,l),f=Array.from({length:G+1},(M,$)=>qt(it(r,i,$,l),i)),g=t<480?28:34,u=i*g+34,m=h("div","dsv-mix");m.append(Kt(e,p,i,
g),Vt(e,f,c,t>u+200?t-u-20:t,i*g+26));let y=s.querySelector("input")??h("input","dsv-dial"),N=document.activeElement===y;return s.replaceChildren(jt(e,y,f[c],c),
m,h("div","dsv-note",Ht(e))),N&&y.focus(),{dial:c,matrix:Array.from(p),rowError:f[c].row}}function pt(e,t){e.own.dial=t,e.redraw()}function jt(e,t,o,n){let s=h(
"label","dsv-note");s.style.display="block",t.type="range",t.min="0",t.max=String(G),t.value=String(n),t.setAttribute("aria-label","Sinkhorn steps"),t.oninput=()=>pt(
e,Number(t.value));let r=n===e.model.get("steps").steps?" (as run)":"",i=`rows miss 1 by ${w(o.row,5)}, columns by ${w(o.column,6)}`;return s.append(t,` ${n} st\
eps${r}: ${i}`),s}function Kt({root:e},t,o,n){let r=d("svg",{width:o*n+34,height:o*n+22,role:"img","aria-label":"matrix after the chosen steps"}),i=E(e,"ramp-lo\
w"),a=E(e,"ramp-high");for(let l=0;l<o;l++){let c=16+l*n+n/2+4;r.append(d("text",{x:0,y:c},`${l} →`),d("text",{x:26+(l+.5)*n,y:10,"text-anchor":"middle"},`${l}`));
for(let p=0;p<o;p++){let f=t[l*o+p],g=_(i,a,T(f,0,1)),u={x:26+p*n+1,y:16+l*n+1,width:n-2,height:n-2},m=d("text",{x:26+(p+.5)*n,y:c,"text-anchor":"middle"},w(f));
m.style.fill=R(g),r.append(d("rect",{...u,rx:3,fill:g}),m)}}return r}function Vt(e,t,o,n,s){let r=a=>Math.log10(Math.max(a,1e-8)),{steps:i}=e.model.get("steps");
return v(e.root,{width:n,height:s,right:60,low:-8,high:1,ticks:Wt,at:o,title:"largest miss of 1 after each number of steps",axis:[0,10,i,30,G].map(a=>[a,String(
a)]),series:[{name:"rows",values:Float32Array.from(t,a=>r(a.row)),style:0},{name:"columns",values:Float32Array.from(t,a=>r(a.column)),style:1}],click:a=>pt(e,a)})}
function Ht({model:e}){let{steps:t,unbalanced:o,late:n,sites:s}=e.get("steps"),r=e.get("limit");if(!o.length)return`After ${t} steps no row of any site and toke\
n misses 1 by more than ${r}.`;let i=o.map(([a,l,c])=>`layer ${a} ${l?"experts":"attention"} (${Math.round(100*c)} % of tokens)`);return`After ${t} steps a row \
still misses 1 by more than ${r} at ${n} of the ${s} captured sites${n>o.length?", most often at":":"} ${i.join(", ")}.`}var b=38,Y=68,dt=20,F=dt+Y+8,B=28,z=26,X=40,D=85,Gt=(e,t,o)=>T(Math.floor(e/t*o),0,o-1),C=({model:e,sel:t})=>Math.max(0,e.get("layers").indexOf(t.get("layer")))+
t.get("site");function I(e,t){let o=e.model.get("layers"),n=T(t,0,o.length-1);e.pick({layer:o[n],site:n-o.indexOf(o[n]),expert:-1,entry:-1})}function mt(e,t){let{
model:o,own:n}=e,[s,r,i]=[k(o.get("pre")),k(o.get("post")),k(o.get("comb"))],a=w(t.sinkhorn_error,4);n.matrix.replaceChildren(zt(e,s,r,i)),n.words.replaceChildren(
h("div","",`next[to] = post[to] × ${t.site?"experts":"attention"} + Σ comb[from→to] × stream[from]`),h("div","",`rows: from, columns: to; columns sum to 1,\
 rows miss 1 by at most ${a}`),h("div","","bar in a cell: nine in ten tokens of the run")),n.norms.replaceChildren(Xt(e,t)),n.strip.replaceChildren(Qt(e,s.length));
let l=Array.from(k(o.get("exchange")));return{pre:Array.from(s),comb:Array.from(i),post:Array.from(r),exchange:l}}function zt(e,t,o,n){let s=t.length,r=`rgb(${E(
e.root,"tint")})`,i=`mixing matrix, ${Array.from(n,c=>c.toFixed(2)).join(" ")}`,a=d("svg",{width:F+s*b+4,height:B+s*b+46,role:"img","aria-label":i}),l=dt+Y;a.append(
d("text",{x:l,y:10,"text-anchor":"end",class:"quiet"},"pre: read"),d("text",{x:F+s*b/2,y:10,"text-anchor":"middle",class:"quiet"},"comb: to stream ↓"));for(let c=0;c<
s;c++){let p=B+c*b,f=T(t[c],0,1)*(Y-36);a.append(d("text",{x:2,y:p+b/2+4},`${c} →`.slice(0,3)),d("rect",{x:l-f,y:p+11,width:Math.max(f,.5),height:b-22,fill:r}),
d("text",{x:l-f-3,y:p+b/2+4,"text-anchor":"end"},w(t[c])),d("text",{x:F+c*b+b/2,y:23,"text-anchor":"middle"},`${c}`));for(let y=0;y<s;y++)a.append(...Yt(e,n[c*s+
y],s,c,y));let g=T(o[c]/2,0,1)*22,u=F+c*b,m=B+s*b+6;a.append(d("rect",{x:u+8,y:m,width:b-16,height:Math.max(g,.5),fill:r}),d("text",{x:u+b/2,y:m+g+12,"text-anch\
or":"middle"},w(o[c])))}return a.append(d("text",{x:l,y:B+s*b+18,"text-anchor":"end",class:"quiet"},"post: write ↓")),a}function Yt({root:e,model:t},o,n,s,r){
let i=F+r*b,a=B+s*b,l=_(E(e,"ramp-low"),E(e,"ramp-high"),T(o,0,1)),c=R(l),p=d("rect",{x:i+1,y:a+1,width:b-2,height:b-2,rx:3,fill:l}),f=d("title",{},`comb[from ${s}\
, to ${r}] = ${w(o,4)}`),g=d("text",{x:i+b/2,y:a+b/2+4,"text-anchor":"middle"},w(o));g.style.fill=c,p.append(f);let u=k(t.get("spread"));if(!u.length)return[p,g];
let m=S=>i+4+T(S,0,1)*(b-8),[y,N,M]=[0,1,2].map(S=>u[S*n*n+s*n+r]);f.textContent+=`; over the run 5 % ${w(y,3)}, middle ${w(N,3)}, 95 % ${w(M,3)}`;let $={x1:m(y),
x2:Math.max(m(M),m(y)+1),y1:a+b-6,y2:a+b-6},x={x1:m(N),x2:m(N),y1:a+b-8,y2:a+b-4};return[p,d("line",{...$,stroke:c,opacity:.55}),d("line",{...x,stroke:c}),g]}function Xt({
root:e,model:t},o){let n=k(t.get("norm"));if(Number.isNaN(n[0]))return h("div","dsv-note","Stream norms: capture “streams” to see them.");let s=Math.max(...n,
1e-9),r=20+n.length*15,i=d("svg",{width:150,height:r,role:"img","aria-label":"norms of the streams"}),a=o.layer?`stream norms after layer ${o.layer-1}`:"stream \
norms after the embedding";return i.append(d("text",{x:0,y:12,class:"quiet"},a)),n.forEach((l,c)=>{let p=18+c*15,f=l/s*90;i.append(d("text",{x:0,y:p+9},`${c}`),
d("rect",{x:12,y:p,width:Math.max(f,.5),height:11,fill:`rgb(${E(e,"tint")})`}),d("text",{x:16+f,y:p+9},w(l,1)))}),i}function Qt(e,t){let{model:o,body:n,root:s}=e,
r=k(o.get("exchange")),i=o.get("layers").length,a=Math.max(200,n.clientWidth-2),l=Math.max(...r.filter(m=>!Number.isNaN(m)),.001),c=E(s,"line"),p=d("svg",{width:a,
height:D+17,role:"img","aria-label":"all sites"}),f=w(1-1/t),g=`share that comes from other streams, at each site (tallest ${w(l,3)}; evenly mixed would be ${f}\
)`;p.append(d("text",{x:0,y:10,class:"quiet"},g),d("text",{x:0,y:X+15,class:"quiet"},"how strongly the most read stream is read (pre; bar full: 1)"));for(let m=0;m<
i;m++)p.append(...Jt(e,m,a/i,l));for(let m of[X+.5,D+.5])p.append(d("line",{x1:0,x2:a,y1:m,y2:m,stroke:c}));return p.addEventListener("click",m=>{I(e,Gt(m.clientX-
p.getBoundingClientRect().left,a,i))}),p}function Jt(e,t,o,n){let{model:s,root:r}=e,i=s.get("layers"),a=k(s.get("exchange"))[t],l=k(s.get("largest_pre"))[t],c=!Number.
isNaN(a),p=c?T(a/n,0,1)*z:z,f=T(l,0,1)*z,g=t*o,u=t===C(e)?E(r,"mark"):`rgb(${E(r,"tint")})`,m={x:g+1,width:Math.max(o-2,1),opacity:t%2?.6:1},y=d("g",{class:"ste\
p"});y.append(d("rect",{x:g,y:0,width:o,height:D+17,fill:"transparent"}),d("rect",{...m,y:X-p,height:Math.max(p,.7),fill:c?u:"none",stroke:c?"none":E(r,"line"),
"stroke-dasharray":"2 3"})),c&&y.append(d("rect",{...m,y:D-f,height:Math.max(f,.7),fill:u}));let N=t-i.indexOf(i[t]),M=`layer ${i[t]}, ${N?"experts":"attention"}`,
$=`${w(a,3)} from other streams, largest pre ${w(l,3)}`;return y.append(d("title",{},`${M}: ${$}`)),N||o<=9&&i[t]%5?[y]:[d("text",{x:g+1,y:D+13,class:"quiet"},`${i[t]}`),
y]}var Zt=["Sinkhorn, as run","row softmax","unconstrained"],te='Without Sinkhorn: this run did not keep “comb_logits”; run it again with capture="standard".',
ee="The other lines leave Sinkhorn out of these weights; they do not say how a model trained without it would be.",oe="Norms and cosines need the group “streams\
”. Run again with capture=[..., 'streams'], or tick it under “capture”.",q=40,ne=96,j=16;function re({first:e,last:t,gap:o}){return o<0?`Product of all si\
tes${e>0?` from layer ${e} on`:""} up to each step, for this token.`:`Product of the sites of layers ${e} to ${t} up to each step, for this token; it ends there\
, since layer ${o} was not captured.`}function ht(e,t){let{model:o,root:n,own:s}=e,r=o.get("layers"),i=r.length,a=o.get("variants").length,l=k(o.get("product")),
c=(x,S)=>l.slice((x*a+S)*i,(x*a+S+1)*i),p=x=>Zt.map((S,Q)=>({name:S,values:c(x,Q),style:Q})),f=k(o.get("pre")).length,g=r.flatMap((x,S)=>S===r.indexOf(x)?[[S,`${x}`]]:
[]),u={width:t,height:92,at:C(e),axis:g,click:x=>I(e,x)},m=`${re(o.get("product_facts"))} ${ee}`;s.pane.replaceChildren(v(n,{...u,...W(l.slice(0,a*i)),series:p(
0),title:"gain: the most of all streams that can pile up in one (log scale)"}),v(n,{...u,low:1,high:f,ticks:[1,f].map(x=>[x,String(x)]),series:p(1),title:"effec\
tive rank: 1 all streams alike, all apart at the top"}),v(n,{...u,...W(l.slice(2*a*i).filter(x=>x>-30)),series:p(2),title:"second eigenvalue: what is left of th\
e difference (log scale)"}),h("div","dsv-note",Number.isNaN(c(0,1)[i-1])?te:m));let[y,N,M,$]=[c(0,0),c(0,2),c(1,0),c(2,0)].map(x=>Array.from(x));return{gain:y,free:N,
rank:M,second:$}}function ft(e,t){let{model:o,root:n,own:s}=e,{layers:r,pairs:i}=o.get("stream_facts");if(!r)return s.pane.replaceChildren(h("div","dsv-message",
oe)),{};let a=k(o.get("stream_norm")),l=k(o.get("stream_cosine")),c=r.length,p=a.length/c,f=a.map(u=>Math.log10(u)),g=v(n,{width:t,height:150,...W(f),title:"nor\
m of each stream after every layer (log scale)",axis:r.map((u,m)=>[m,u<0?"emb":String(u)]),at:r.indexOf(o.get("facts").layer),click:u=>{r[u]>=0&&e.pick({layer:r[u],
expert:-1,entry:-1})},series:Array.from({length:p},(u,m)=>({name:`stream ${m}: ${w(a[(c-1)*p+m],1)}`,style:m,values:Float32Array.from({length:c},(y,N)=>f[N*p+m])}))});
return s.pane.replaceChildren(g,se(e,l,c,i,t)),{norms:Array.from(a),cosines:Array.from(l)}}function se({root:e},t,o,n,s){let r=(s-q-ne)/o,i=24+n.length*j,a=d("s\
vg",{width:s,height:i,role:"img","aria-label":"cosines between streams"});a.append(d("text",{x:0,y:10,class:"quiet"},"cosine between streams: 1 alike, 0 unrelat\
ed, −1 opposite"));let l=E(e,"ramp-low"),c=E(e,"ramp-high");for(let[p,f]of n.entries()){let g=j+p*j;a.append(d("text",{x:q-6,y:g+11,"text-anchor":"end"},f));for(let u=0;u<
o;u++){let m=t[u*n.length+p],y=_(l,c,Math.abs(T(m,-1,1)));if(a.append(d("rect",{x:q+u*r+1,y:g,width:Math.max(r-2,1),height:j-2,rx:2,fill:y})),r<=26)continue;let N=d(
"text",{x:q+(u+.5)*r,y:g+11,"text-anchor":"middle"},w(m));N.style.fill=R(y),a.append(N)}}return a}var ae={product:ht,dial:lt,streams:ft};function ie({head:e,body:t}){let o=h("select");o.setAttribute("aria-label","picture"),o.append(P("site","one site"),P("pr\
oduct","all sites together"),P("dial","Sinkhorn dial"),P("streams","streams over depth")),e.querySelector(".dsv-numbers")?.before(o);let n=h("div","dsv-mix"),s=h(
"div"),r=h("div"),i=h("div","dsv-note"),a=h("div"),l=h("div"),c=h("div");return r.style.flex="1 1 150px",r.style.minWidth="150px",r.append(i,a),n.append(s,r),t.
append(n,l,c),{choose:o,mix:n,matrix:s,words:i,norms:a,strip:l,pane:c,dial:null}}function ce(e){let{choose:t}=e.own;e.listen(t,"change",()=>e.tell("picture",t.value))}
function le(e){let{model:t,facts:o,body:n,root:s,own:r}=e,i=t.get("facts");if(!k(t.get("pre")).length)return;o.replaceChildren(h("b","",`layer ${i.layer}, at ${i.
site?"the experts":"attention"}`),` · token ${i.token} `,h("b","",`“${st(i.piece??"",16)}”`));let a=t.get("picture"),l=a==="site";r.choose.value=a,r.mix.style.
display=r.strip.style.display=l?"":"none",r.pane.style.display=l?"none":"";let c=l?mt(e,i):ae[a](e,Math.max(300,n.clientWidth-2)),p={layer:i.layer,site:i.site,token:i.
token};s.drawn={picture:a,...p,...c,at:performance.now()}}function pe({model:e}){let t=e.get("facts"),o=["pre","post","comb","norm"],[n,s,r,i]=o.map(c=>k(e.get(
c))),a=n.length;return{columns:["from stream","pre",...Array.from({length:a},(c,p)=>`comb to ${p}`),"post of this stream","norm before the layer"],rows:Array.from(
n,(c,p)=>[p,c,...r.slice(p*a,p*a+a),s[p],i[p]]),note:`Layer ${t.layer}, at ${t.site?"the experts":"attention"}, token ${t.token}.`}}var ut=e=>t=>t.pick({token:Math.
max(0,(t.model.get("facts").token??0)+e)}),de={title:"Residual streams",aria:"How the residual streams are mixed. Up and down move through the layers' sites, le\
ft and right the token.",keys:{ArrowUp:e=>I(e,C(e)-1),ArrowDown:e=>I(e,C(e)+1),ArrowLeft:ut(-1),ArrowRight:ut(1)},build:ie,listen:ce,draw:le,table:pe},lo=rt(de);export{lo as default};
